package io.pyrsia.server.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Malformed;
import io.pyrsia.ledger.LogForTests;
import io.pyrsia.ledger.entry.Entry;
import io.pyrsia.ledger.search.Facet;
import io.pyrsia.ledger.search.IndexKey;
import io.pyrsia.ledger.search.IndexRows;
import io.pyrsia.ledger.search.Query;
import io.pyrsia.log.Edge;
import io.pyrsia.log.Hash;
import io.pyrsia.log.Tree;
import io.pyrsia.server.log.LogWriter;
import io.pyrsia.server.log.StoredEntries;
import io.pyrsia.server.log.StoredLog;
import io.pyrsia.storage.Batch;
import io.pyrsia.storage.Column;
import io.pyrsia.storage.Database;
import io.pyrsia.storage.Page;
import io.pyrsia.storage.Row;
import io.pyrsia.storage.Scan;
import io.pyrsia.storage.StorageSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Search in a real store over random logs, against a look at every entry.
class SearchTest {

    @TempDir
    private Path folder;

    private final List<Entry> log = LogForTests.entries(11, 400);

    @Test
    void findsWhatALookAtEveryEntryFindsAndProvesIt() throws Malformed {
        try (Database store = open()) {
            Edge edge = append(store, 0, log.size());
            Search search = new Search(store, log.size());
            for (Facet facet : Facet.values()) {
                for (String term : terms(facet)) {
                    Query query = Query.of(facet, term);
                    List<Hit> hits = all(search, query, 7);
                    assertEquals(looked(facet, term).reversed(), indexes(hits), facet + " " + term);
                    assertEquals(looked(facet, term), indexes(all(search, query.oldestFirst(), 3)));
                    for (Hit hit : hits) {
                        assertEquals(log.get((int) hit.key().index()).encode(), hit.entry());
                        assertTrue(hit.proof().proves(Hash.ofEntry(hit.entry()), edge.root()));
                    }
                }
            }
        }
    }

    @Test
    void answersAsOfACheckpointWhateverIsAppendedLater() throws Malformed {
        try (Database store = open()) {
            int half = log.size() / 2;
            Edge then = append(store, 0, half);
            Query query = Query.of(Facet.TIME, "").oldestFirst();
            Found first = new Search(store, half).page(query, Optional.empty(), 50);
            append(store, half, log.size());
            Search search = new Search(store, half);
            List<Hit> hits = new ArrayList<>(first.hits());
            hits.addAll(search.page(query, first.next(), Query.MAX_PAGE).hits());
            assertEquals(LongStream.range(0, half).boxed().toList(), indexes(hits));
            Hit last = hits.getLast();
            assertTrue(last.proof().proves(Hash.ofEntry(last.entry()), then.root()));
            assertEquals(
                    half - 1L,
                    search.page(Query.of(Facet.TIME, ""), Optional.empty(), 1)
                            .hits()
                            .getFirst()
                            .key()
                            .index());
        }
    }

    /// The rebuilt index has the very rows that were written block by block, so it gives the same answers.
    @Test
    void theIndexIsMadeAgainFromTheLogAlone() {
        for (int seed = 0; seed < 3; seed++) {
            try (Database store = Database.open(folder.resolve("seed" + seed), StorageSettings.small())) {
                append(store, LogForTests.entries(seed, 300));
                List<Row> written = rows(store);
                assertTrue(written.size() > 1_000, written.size() + " rows");
                // Rows that are wrong, and rows that are missing.
                store.commit(new Batch()
                        .put(
                                Column.INDEX,
                                written.getFirst().key().slice(0, 3),
                                written.getFirst().value())
                        .delete(Column.INDEX, written.get(500).key()));
                new IndexBuilder(store).rebuild();
                assertEquals(written, rows(store));
            }
        }
    }

    @Test
    void aRebuildThatWasInterruptedGoesOn() {
        List<Row> written;
        try (Database store = open()) {
            append(store, 0, log.size());
            written = rows(store);
            new IndexBuilder(store).forget();
        }
        for (long done = 0; done < log.size(); ) {
            try (Database store = open()) {
                assertEquals(done, Search.indexed(store));
                assertThrows(IllegalStateException.class, () -> new Search(store, log.size()));
                done = new IndexBuilder(store).step(new StoredEntries(store), done, log.size());
            }
        }
        try (Database store = open()) {
            assertEquals(log.size(), new IndexBuilder(store).catchUp());
            assertEquals(written, rows(store));
        }
    }

    @Test
    void aPageLooksAtABoundedNumberOfRows() throws Malformed {
        try (Database store = open()) {
            append(store, 0, log.size());
            Search search = new Search(store, log.size());
            Query nothing = Query.of(Facet.FILE, "pkg:").prefix().between(0, 1);
            assertEquals(List.of(), all(search, nothing, 10));
            assertThrows(Malformed.class, () -> search.page(nothing, Optional.empty(), 0));
            assertThrows(Malformed.class, () -> search.page(nothing, Optional.empty(), Query.MAX_PAGE + 1));
            assertThrows(Malformed.class, () -> search.page(nothing, Optional.of("'; DROP TABLE x --"), 10));
        }
    }

    /// What would be syntax elsewhere is a term like any other here, and finds just what has it.
    @Test
    void termsAreBytesAndNoLanguage() throws Malformed {
        try (Database store = open()) {
            append(store, 0, log.size());
            Search search = new Search(store, log.size());
            for (String term :
                    List.of("' OR 1=1 --", "*", "%", ".*", "\0", "\uffff", "a".repeat(5_000), "{\"$ne\":1}")) {
                for (Facet facet : Facet.values()) {
                    List<Hit> hits = all(search, Query.of(facet, term), 10);
                    boolean isEmptyTerm = facet == Facet.TIME && term.equals("\0");
                    assertEquals(isEmptyTerm ? log.size() : 0, hits.size(), facet + " " + term);
                }
            }
        }
    }

    private Database open() {
        return Database.open(folder.resolve("store"), StorageSettings.small());
    }

    private Edge append(Database store, int from, int to) {
        StoredLog stored = new StoredLog(store);
        Edge before = from == 0 ? Edge.EMPTY : new Tree(from, stored).edge();
        return append(store, new LogWriter(stored, before), log.subList(from, to));
    }

    private static Edge append(Database store, List<Entry> entries) {
        return append(store, new LogWriter(new StoredLog(store), Edge.EMPTY), entries);
    }

    /// In blocks of random sizes, log and index in one batch each.
    private static Edge append(Database store, LogWriter writer, List<Entry> entries) {
        SplittableRandom random = new SplittableRandom(entries.size());
        for (int from = 0; from < entries.size(); ) {
            List<Entry> block = entries.subList(from, Math.min(entries.size(), from + random.nextInt(1, 60)));
            Batch batch = new Batch();
            IndexWriter.append(batch::put, writer.edge().size(), block);
            writer.append(batch::put, block.stream().map(Entry::encode).toList());
            store.commit(batch);
            from += block.size();
        }
        return writer.edge();
    }

    private static List<Row> rows(Database store) {
        List<Row> rows = new ArrayList<>();
        Optional<Scan> next = Optional.of(Scan.all(5_000));
        while (next.isPresent()) {
            Page page = store.scan(Column.INDEX, next.get());
            rows.addAll(page.rows());
            next = page.next();
        }
        return rows;
    }

    private static List<Hit> all(Search search, Query query, int pageSize) throws Malformed {
        List<Hit> hits = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Found page = search.page(query, cursor, pageSize);
            hits.addAll(page.hits());
            cursor = page.next();
        } while (cursor.isPresent());
        return hits;
    }

    private List<String> terms(Facet facet) {
        TreeSet<String> terms = new TreeSet<>();
        for (int i = 0; i < log.size() && terms.size() < 8; i += 13) {
            IndexRows.of(log.get(i), i).stream()
                    .filter(key -> key.facet() == facet)
                    .map(IndexKey::term)
                    .limit(2)
                    .forEach(terms::add);
        }
        return List.copyOf(terms);
    }

    private List<Long> looked(Facet facet, String term) {
        List<Long> found = new ArrayList<>();
        for (int i = 0; i < log.size(); i++) {
            if (IndexRows.of(log.get(i), i).stream()
                    .anyMatch(key -> key.facet() == facet && key.term().equals(term))) {
                found.add((long) i);
            }
        }
        return found;
    }

    private static List<Long> indexes(List<Hit> hits) {
        return hits.stream().map(hit -> hit.key().index()).toList();
    }
}
