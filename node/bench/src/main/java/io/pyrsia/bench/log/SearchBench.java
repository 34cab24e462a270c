package io.pyrsia.bench.log;

import io.pyrsia.base.Malformed;
import io.pyrsia.ledger.entry.Entry;
import io.pyrsia.ledger.search.Facet;
import io.pyrsia.ledger.search.Query;
import io.pyrsia.log.Edge;
import io.pyrsia.log.Tree;
import io.pyrsia.server.log.LogWriter;
import io.pyrsia.server.log.StoredEntries;
import io.pyrsia.server.log.StoredLog;
import io.pyrsia.server.log.Subtrees;
import io.pyrsia.server.search.Found;
import io.pyrsia.server.search.IndexWriter;
import io.pyrsia.server.search.Search;
import io.pyrsia.storage.Batch;
import io.pyrsia.storage.Database;
import io.pyrsia.storage.StorageSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/// Searches a log of so many entries on disk, log and index written as a node writes them; prints a line a figure.
///
/// A store that is there already is gone on with.
///
///     SearchBench FOLDER ENTRIES
final class SearchBench {

    private static final int BLOCK = 500;
    private static final int QUESTIONS = 1_000;
    private static final int WARM_UP = 500;
    private static final int HITS = 20;

    private final Database store;
    private final SplittableRandom random = new SplittableRandom(4);
    private final Catalogue catalogue;
    /// One for all questions, as a node has it.
    private final Subtrees subtrees = new Subtrees();
    private final int entries;

    private SearchBench(Database store, int entries) {
        this.store = store;
        this.entries = entries;
        this.catalogue = new Catalogue(entries);
    }

    public static void main(String[] arguments) throws IOException, Malformed {
        Locale.setDefault(Locale.ROOT);
        try (Database store = Database.open(Path.of(arguments[0]).resolve("store"), StorageSettings.standard())) {
            SearchBench bench = new SearchBench(store, Integer.parseInt(arguments[1]));
            bench.fill();
            bench.search();
            Figures.say("resident memory at its peak: %d MiB".formatted(Figures.residentMebibytes()));
        }
    }

    private void fill() {
        StoredLog log = new StoredLog(store);
        Edge begun = new Tree(new StoredEntries(store).size(), log).edge();
        LogWriter writer = new LogWriter(log, begun);
        long start = System.nanoTime();
        while (writer.edge().size() < entries) {
            List<Entry> block = new ArrayList<>();
            for (int i = 0; i < BLOCK; i++) {
                block.add(catalogue.entry(writer.edge().size() + i));
            }
            Batch batch = new Batch();
            IndexWriter.append(batch::put, writer.edge().size(), block);
            writer.append(batch::put, block.stream().map(Entry::encode).toList());
            store.commit(batch);
        }
        long added = entries - begun.size();
        if (added > 0) {
            Figures.say("entries made, appended and indexed, up to %d: %.0f/s"
                    .formatted(entries, added / Figures.seconds(System.nanoTime() - start)));
        }
    }

    private void search() throws Malformed {
        measure("all versions of a package", () -> Query.of(Facet.PACKAGE, catalogue.packageName(random.nextInt())));
        measure("packages by prefix", () -> Query.of(
                        Facet.PACKAGE, catalogue.packageName(random.nextInt()).substring(0, 24))
                .prefix());
        measure("a digest", () -> Query.of(Facet.DIGEST, catalogue.digest(random.nextLong(entries))));
        measure("an author", () -> Query.of(Facet.AUTHOR, catalogue.author(random.nextInt())));
        measure("a builder", () -> Query.of(Facet.BUILDER, catalogue.builder(random.nextInt())));
        measure("what needs a package", () -> Query.of(Facet.DEPENDENCY, catalogue.packageName(random.nextInt())));
        measure("what a version needs", () -> Query.of(Facet.DEPENDENT, catalogue.packageName(random.nextInt())));
        measure("an operation in an hour", () -> {
            long from = catalogue.timeMs(random.nextLong(entries));
            return Query.of(Facet.OPERATION, "Observation").between(from, from + 3_600_000);
        });
        measure("everything since a time", () -> Query.of(Facet.TIME, "")
                .between(catalogue.timeMs(random.nextLong(entries)), catalogue.timeMs(entries))
                .oldestFirst());
        measure("a prefix in an hour", () -> {
            long from = catalogue.timeMs(random.nextLong(entries));
            return Query.of(Facet.FILE, "pkg:maven/org.example").prefix().between(from, from + 3_600_000);
        });
    }

    private void measure(String what, Supplier<Query> questions) throws Malformed {
        Search search = new Search(store, subtrees, entries);
        long[] took = new long[QUESTIONS];
        long hits = 0;
        for (int i = -WARM_UP; i < QUESTIONS; i++) {
            Query query = questions.get();
            long start = System.nanoTime();
            Found found = search.page(query, Optional.empty(), HITS);
            if (i >= 0) {
                took[i] = System.nanoTime() - start;
                hits += found.hits().size();
            }
        }
        Figures.latencies(
                "search, " + what + ", %.1f hits with entry and proof".formatted(hits / (double) QUESTIONS), took);
    }
}
