package io.pyrsia.server.repair;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.client.LogClient;
import io.pyrsia.ledger.LogForTests;
import io.pyrsia.ledger.entry.Entry;
import io.pyrsia.log.Edge;
import io.pyrsia.log.Tree;
import io.pyrsia.server.log.LogWriter;
import io.pyrsia.server.log.ServedLog;
import io.pyrsia.server.log.StoredEntries;
import io.pyrsia.server.log.StoredLog;
import io.pyrsia.server.search.IndexWriter;
import io.pyrsia.storage.Batch;
import io.pyrsia.storage.Column;
import io.pyrsia.storage.Database;
import io.pyrsia.storage.Row;
import io.pyrsia.storage.Scan;
import io.pyrsia.storage.StorageFailure;
import io.pyrsia.storage.StorageSettings;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Stores whose files are damaged: the failure names the command, the repair takes from a peer over HTTP what is gone,
/// and keeps the rest.
class RepairTest {

    private static final List<Entry> LOG = LogForTests.entries(5, 600);

    @TempDir
    private Path folder;

    private Database peer;
    private ServedLog served;
    private LogClient client;
    private Edge edge;

    @BeforeEach
    void serve() {
        peer = open("peer");
        edge = fill(peer);
        served = new ServedLog(peer);
        client = new LogClient(served.uri());
        try (Database damaged = open("store")) {
            fill(damaged);
        }
        // What the log of writes had is in table files once it was opened again.
        open("store").close();
    }

    @AfterEach
    void stop() {
        client.close();
        served.close();
        peer.close();
    }

    @Test
    void damagedEntriesAreFetchedFromAPeer() throws IOException, InterruptedException {
        flip(tableOf(Column.ENTRIES), 0.5);
        StorageFailure failure = assertThrows(StorageFailure.class, () -> {
            try (Database database = open("store")) {
                database.verify();
            }
        });
        assertEquals(StorageFailure.Kind.DAMAGED, failure.kind());
        assertTrue(String.valueOf(failure.getMessage()).contains("pyrsia repair --data " + folder));
        Repaired repaired = repair();
        assertTrue(repaired.isWhole(), repaired.report().toString());
        assertEquals(List.of(Column.ENTRIES), repaired.lost());
        assertFalse(repaired.replaced().isEmpty());
        assertEquals(LOG.size(), repaired.indexed());
        assertIsLikeThePeer();
        try (Database database = open("store")) {
            assertEquals(mark(Column.VOTES), database.get(Column.VOTES, mark(Column.VOTES)));
            assertEquals(mark(Column.STATE), database.get(Column.STATE, mark(Column.STATE)));
        }
        assertTrue(Files.isDirectory(path("store.damaged")));
    }

    @Test
    void aNodeThatLostVotesKeepsNoneOfThem() throws IOException, InterruptedException {
        flip(tableOf(Column.VOTES), 0.3);
        Repaired repaired = repair();
        assertEquals(List.of(Column.VOTES), repaired.lost());
        assertTrue(repaired.report().getFirst().contains("must not vote again"));
        assertIsLikeThePeer();
        try (Database database = open("store")) {
            assertEquals(List.of(), rows(database, Column.VOTES));
            assertEquals(mark(Column.STATE), database.get(Column.STATE, mark(Column.STATE)));
        }
    }

    @Test
    void aStoreThatDoesNotOpenIsMadeAnewFromAPeer() throws IOException, InterruptedException {
        try (var files = Files.list(path("store"))) {
            Path manifest = files.filter(file -> file.getFileName().toString().startsWith("MANIFEST"))
                    .findFirst()
                    .orElseThrow();
            flip(manifest, 0.5);
        }
        StorageFailure failure = assertThrows(StorageFailure.class, () -> open("store"));
        assertEquals(StorageFailure.Kind.DAMAGED, failure.kind(), failure.getMessage());
        Repaired repaired = repair();
        assertTrue(repaired.lost().contains(Column.VOTES));
        assertTrue(repaired.isWhole(), repaired.report().toString());
        assertIsLikeThePeer();
    }

    @Test
    void aWholeStoreStaysWhereItIs() throws IOException, InterruptedException {
        Repaired repaired = repair();
        assertEquals(List.of(), repaired.lost());
        assertEquals(List.of(), repaired.replaced());
        assertFalse(Files.exists(path("store.damaged")));
        assertIsLikeThePeer();
    }

    @Test
    void anInterruptedRepairGoesOn() throws IOException, InterruptedException {
        flip(tableOf(Column.STATE), 0.4);
        repair();
        Files.move(path("store"), path("store.repairing"));
        assertTrue(repair().isWhole());
        assertIsLikeThePeer();
        Path nowhere = path("nowhere");
        Repair other = new Repair(nowhere, StorageSettings.small());
        assertThrows(IOException.class, () -> other.run(0, edge.root(), List.of()));
        assertFalse(Files.exists(nowhere));
    }

    private Repaired repair() throws IOException, InterruptedException {
        return new Repair(path("store"), StorageSettings.small())
                .run(edge.size(), edge.root(), List.of(new HttpSource(client)));
    }

    private void assertIsLikeThePeer() {
        try (Database database = open("store")) {
            assertEquals(edge, new Tree(edge.size(), new StoredLog(database)).edge());
            for (int i = 0; i < LOG.size(); i++) {
                assertEquals(Optional.of(LOG.get(i).encode()), new StoredEntries(database).entry(i));
            }
            assertEquals(rows(peer, Column.INDEX), rows(database, Column.INDEX));
        }
    }

    private static List<Row> rows(Database database, Column column) {
        return database.scan(column, Scan.all(Scan.MAX_ROWS)).rows();
    }

    private Database open(String name) {
        return Database.open(path(name), StorageSettings.small());
    }

    private Path path(String name) {
        return folder.resolve(name);
    }

    private static Edge fill(Database database) {
        LogWriter writer = new LogWriter(new StoredLog(database), Edge.EMPTY);
        for (int from = 0; from < LOG.size(); from += 20) {
            List<Entry> block = LOG.subList(from, Math.min(LOG.size(), from + 20));
            Batch batch = new Batch();
            IndexWriter.append(batch::put, from, block);
            writer.append(batch::put, block.stream().map(Entry::encode).toList());
            database.commit(batch);
        }
        for (Column column : List.of(Column.VOTES, Column.STATE)) {
            Batch batch = new Batch().put(column, mark(column), mark(column));
            for (int i = 0; i < 2_000; i++) {
                byte[] noise = new byte[64];
                new SplittableRandom(i * 31L + column.name().hashCode()).nextBytes(noise);
                batch.put(column, Bytes.wrap(noise, 0, 32), Bytes.wrap(noise));
            }
            database.commit(batch);
        }
        return writer.edge();
    }

    /// The table file that has a text which only this column has.
    private Path tableOf(Column column) throws IOException {
        String text = column == Column.ENTRIES ? "media_" : "row of " + column;
        try (var files = Files.list(path("store"))) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".sst")).toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
                    return file;
                }
            }
        }
        throw new AssertionError("no table of " + column);
    }

    private static String text(Column column) {
        return "a row of " + column;
    }

    private static Bytes mark(Column column) {
        return Bytes.wrap(text(column).getBytes(StandardCharsets.US_ASCII));
    }

    private static void flip(Path file, double place) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            long at = (long) (bytes.length() * place);
            bytes.seek(at);
            int value = bytes.read();
            bytes.seek(at);
            bytes.write(value ^ 0x10);
        }
    }
}
