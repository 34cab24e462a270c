package io.pyrsia.bench.log;

import io.pyrsia.base.crypto.PrivateKey;
import io.pyrsia.log.Edge;
import io.pyrsia.log.Hash;
import io.pyrsia.log.InclusionProof;
import io.pyrsia.log.Tile;
import io.pyrsia.log.Tree;
import io.pyrsia.log.note.Checkpoint;
import io.pyrsia.log.note.NoteSigner;
import io.pyrsia.log.note.SignedCheckpoint;
import io.pyrsia.server.log.LogWriter;
import io.pyrsia.server.log.StoredEntries;
import io.pyrsia.server.log.StoredLog;
import io.pyrsia.storage.Batch;
import io.pyrsia.storage.Column;
import io.pyrsia.storage.Database;
import io.pyrsia.storage.StorageSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.apache.tuweni.bytes.Bytes;

/// Appends to a log in a real store until it has so many entries, and makes and checks proofs; prints a line a figure.
///
/// A store that is there already is gone on with.
///
///     LogBench FOLDER ENTRIES
final class LogBench {

    private static final int ENTRY_BYTES = 256;
    private static final int BLOCK = 1_000;
    private static final int MILLION = 1_000_000;
    private static final int SINGLES = 300;
    private static final int PROOFS = 4_096;
    private static final Bytes HEAD = Bytes.wrap("log-head".getBytes(StandardCharsets.UTF_8));

    private final Database store;
    private final StoredLog log;
    private final LogWriter writer;
    private final Random random = new Random(1);
    private final NoteSigner signer = new NoteSigner("pyrsia.example/bench", PrivateKey.generate(new Random(2)));
    /// Owned by the only thread.
    private Edge edge;

    private LogBench(Database store) {
        this.store = store;
        this.log = new StoredLog(store);
        this.edge = new Tree(new StoredEntries(store).size(), log).edge();
        this.writer = new LogWriter(log, edge);
    }

    public static void main(String[] arguments) throws IOException {
        Locale.setDefault(Locale.ROOT);
        Path folder = Path.of(arguments[0]);
        int entries = Integer.parseInt(arguments[1]);
        try (Database store = Database.open(folder.resolve("store"), StorageSettings.standard())) {
            LogBench bench = new LogBench(store);
            bench.appends(entries);
            bench.singles();
            bench.proofs();
            Figures.say("resident memory at its peak: %d MiB".formatted(Figures.residentMebibytes()));
        }
    }

    private void appends(int entries) {
        long begun = edge.size();
        long start = System.nanoTime();
        long[] took = new long[(int) Math.max(0, entries - begun) / BLOCK];
        if (took.length == 0) {
            return;
        }
        long millionStart = start;
        for (int block = 0; block < took.length; block++) {
            long blockStart = System.nanoTime();
            append(BLOCK);
            took[block] = System.nanoTime() - blockStart;
            if ((edge.size() - begun) % MILLION == 0) {
                Figures.say("appends, blocks of %d, each synced and under a signed checkpoint, up to %d: %.0f/s"
                        .formatted(BLOCK, edge.size(), MILLION / Figures.seconds(System.nanoTime() - millionStart)));
                millionStart = System.nanoTime();
            }
        }
        Figures.say("appends over all %d: %.0f/s"
                .formatted(took.length * BLOCK, took.length * BLOCK / Figures.seconds(System.nanoTime() - start)));
        Figures.latencies("a block of " + BLOCK, took);
    }

    private void singles() {
        long[] took = new long[SINGLES];
        for (int i = 0; i < SINGLES; i++) {
            long start = System.nanoTime();
            append(1);
            took[i] = System.nanoTime() - start;
        }
        Figures.latencies("one entry, synced and under a signed checkpoint", took);
    }

    private void append(int count) {
        List<Bytes> entries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            byte[] entry = new byte[ENTRY_BYTES];
            random.nextBytes(entry);
            entries.add(Bytes.wrap(entry));
        }
        Batch batch = new Batch();
        edge = writer.append(batch::put, entries);
        Checkpoint checkpoint = Checkpoint.of(signer.name(), edge);
        SignedCheckpoint signed = SignedCheckpoint.of(checkpoint, List.of(signer.sign(checkpoint.text())));
        batch.put(Column.META, HEAD, signed.encode());
        store.commit(batch);
    }

    private void proofs() {
        Tree tree = new Tree(edge.size(), log);
        Hash root = tree.root();
        List<InclusionProof> proofs = new ArrayList<>(PROOFS);
        List<Hash> leaves = new ArrayList<>(PROOFS);
        long[] took = new long[PROOFS];
        for (int round = 0; round < 2; round++) {
            proofs.clear();
            for (int i = 0; i < PROOFS; i++) {
                long index = random.nextLong(edge.size());
                long start = System.nanoTime();
                proofs.add(tree.inclusion(index));
                took[i] = System.nanoTime() - start;
            }
        }
        Figures.latencies("inclusion proof at " + edge.size(), took);
        for (InclusionProof proof : proofs) {
            leaves.add(leaf(proof.index()));
        }
        for (int round = 0; round < 5; round++) {
            long checked = 0;
            long start = System.nanoTime();
            while (Figures.seconds(System.nanoTime() - start) < 2) {
                for (int i = 0; i < PROOFS; i++) {
                    if (!proofs.get(i).proves(leaves.get(i), root)) {
                        throw new IllegalStateException("a proof does not hold");
                    }
                }
                checked += PROOFS;
            }
            if (round > 1) {
                Figures.say("inclusion proofs checked, one core: %.0f/s"
                        .formatted(checked / Figures.seconds(System.nanoTime() - start)));
            }
        }
    }

    private Hash leaf(long index) {
        Tile tile = new Tile(0, index / 256, (int) (index % 256) + 1);
        return Hash.of(log.read(tile).slice((tile.width() - 1) * Hash.BYTES));
    }
}
