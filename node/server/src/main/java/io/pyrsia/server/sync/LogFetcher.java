package io.pyrsia.server.sync;

import io.pyrsia.base.ByteReader;
import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Malformed;
import io.pyrsia.ledger.entry.Entry;
import io.pyrsia.log.Edge;
import io.pyrsia.log.EntryBundle;
import io.pyrsia.log.Hash;
import io.pyrsia.log.Tile;
import io.pyrsia.log.Tree;
import io.pyrsia.server.log.LogWriter;
import io.pyrsia.server.log.StoredLog;
import io.pyrsia.server.search.IndexWriter;
import io.pyrsia.storage.Batch;
import io.pyrsia.storage.Column;
import io.pyrsia.storage.Database;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// Brings the log up to an edge that is trusted, bundle by bundle, each checked before it is kept.
///
/// The hashes of full bundles come first and are checked against the edge; then a wrong bundle shows by itself.
/// What is kept is final, so a fetch that was interrupted goes on from there.
final class LogFetcher {

    /// How far a fetch came, behind the size of the log from which it started.
    private static final Bytes PROGRESS = Bytes.wrap("sync/log".getBytes(StandardCharsets.US_ASCII));

    private final Database database;
    private final Sources sources;
    private final Edge target;

    LogFetcher(Database database, Sources sources, Edge target) {
        this.database = database;
        this.sources = sources;
        this.target = target;
    }

    /// @param own how far this node's own blocks brought the log
    void fetch(Edge own) throws IOException, InterruptedException {
        Edge start = resume(own);
        if (start.size() >= target.size()) {
            return;
        }
        List<Hash> bundles = bundleHashes();
        LogWriter writer = new LogWriter(new StoredLog(database), start);
        long first = start.size() / Tile.WIDTH;
        long end = (target.size() + Tile.WIDTH - 1) / Tile.WIDTH;
        Pieces.each(
                first,
                end,
                sources.width(),
                number -> bundle(number, number < bundles.size() ? bundles.get((int) number) : null),
                (number, entries) -> append(writer, number, entries, own.size()));
        if (!writer.edge().equals(target)) {
            throw new IllegalStateException("checked bundles do not make the log they were checked against");
        }
    }

    private Edge resume(Edge own) {
        Bytes progress = database.get(Column.META, PROGRESS);
        if (progress == null || progress.getLong(0) != own.size() || progress.getLong(8) <= own.size()) {
            return own;
        }
        return new Tree(progress.getLong(8), new StoredLog(database)).edge();
    }

    /// The hash of each full bundle: together they make the upper part of the edge, so they are right or refused.
    private List<Hash> bundleHashes() throws IOException, InterruptedException {
        long full = target.size() / Tile.WIDTH;
        List<Hash> hashes = new ArrayList<>();
        Pieces.each(
                0,
                (full + Tile.WIDTH - 1) / Tile.WIDTH,
                sources.width(),
                number -> {
                    int width = (int) Math.min(Tile.WIDTH, full - number * Tile.WIDTH);
                    return sources.fetch(new Question.Hashes(1, number, width), answer -> hashes(answer, width));
                },
                (number, tile) -> hashes.addAll(tile));
        Edge upper = Edge.EMPTY.append(hashes).edge();
        if (!upper.hashes().equals(target.hashes().subList(0, Long.bitCount(full)))) {
            throw new IOException("the hashes of the log's bundles do not lead to the log's root");
        }
        return hashes;
    }

    private static List<Hash> hashes(Bytes answer, int width) throws Malformed {
        ByteReader in = new ByteReader(answer);
        List<Hash> hashes = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            hashes.add(Hash.of(in.bytes(Hash.BYTES)));
        }
        in.end();
        return hashes;
    }

    /// A full bundle by its hash, or the last one by the lower part of the edge.
    private List<Bytes> bundle(long number, @Nullable Hash expected) throws IOException {
        int width = (int) Math.min(Tile.WIDTH, target.size() - number * Tile.WIDTH);
        List<Hash> edge = expected == null
                ? target.hashes()
                        .subList(
                                Long.bitCount(target.size() / Tile.WIDTH),
                                target.hashes().size())
                : List.of(expected);
        return sources.fetch(new Question.Entries(number, width), answer -> {
            List<Bytes> entries = EntryBundle.decode(answer, width);
            if (!Edge.EMPTY.appendEntries(entries).edge().hashes().equals(edge)) {
                throw new Malformed("bundle " + number + " is not that of the log");
            }
            return entries;
        });
    }

    private void append(LogWriter writer, long number, List<Bytes> entries, long own) throws IOException {
        long before = writer.edge().size();
        List<Bytes> more = entries.subList((int) (before - number * Tile.WIDTH), entries.size());
        List<Entry> decoded = new ArrayList<>();
        try {
            for (Bytes entry : more) {
                decoded.add(Entry.decode(entry));
            }
        } catch (Malformed e) {
            throw new IOException("the log has an entry that this version does not know: " + e.reason(), e);
        }
        Batch batch = new Batch();
        writer.append(batch::put, more);
        IndexWriter.append(batch::put, before, decoded);
        batch.put(
                Column.META,
                PROGRESS,
                new ByteWriter().u64(own).u64(writer.edge().size()).toBytes());
        database.commit(batch);
    }
}
