package io.pyrsia.server.repair;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.log.Edge;
import io.pyrsia.log.LogPath;
import io.pyrsia.log.Tile;
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
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rows that are wrong or gone are found, wherever they are, fetched again and proven; nothing else is touched.
class LogRepairTest {

    private static final int SIZE = 66_000;
    private static final int BLOCK = 330;

    @TempDir
    private Path folder;

    private Database whole;
    private Database store;
    private Edge edge;

    @BeforeEach
    void fill() {
        whole = Database.open(folder.resolve("whole"), StorageSettings.small());
        store = Database.open(folder.resolve("store"), StorageSettings.small());
        edge = append(whole);
        append(store);
    }

    private static Edge append(Database database) {
        LogWriter writer = new LogWriter(new StoredLog(database), Edge.EMPTY);
        Batch batch = new Batch();
        for (int from = 0; from < SIZE; from += BLOCK) {
            writer.append(
                    batch::put,
                    IntStream.range(from, from + BLOCK)
                            .mapToObj(Bytes::ofUnsignedInt)
                            .toList());
        }
        database.commit(batch);
        return writer.edge();
    }

    @AfterEach
    void close() {
        whole.close();
        store.close();
    }

    @Test
    void aWholeLogIsLeftAlone() throws InterruptedException {
        LogSource nobody = path -> {
            throw new AssertionError("asked for " + path);
        };
        LogRepair repair = repair(nobody);
        assertEquals(List.of(), repair.replaced());
        assertEquals(List.of(), repair.missing());
    }

    @Test
    void everyRowThatIsWrongOrGoneIsFetchedAgain() throws InterruptedException {
        Set<LogPath> planted = plant();
        LogRepair repair = repair(honest());
        assertEquals(planted, new TreeSet<>(repair.replaced()));
        assertEquals(List.of(), repair.missing());
        assertEquals(rows(whole, Column.TILES), rows(store, Column.TILES));
        assertEquals(bundles(whole), bundles(store));
    }

    @Test
    void sourcesThatLieOrFailArePassedOver() throws InterruptedException {
        Set<LogPath> planted = plant();
        LogSource honest = honest();
        LogSource liar = path -> honest.get(path).map(LogRepairTest::flipped);
        LogSource shorter = path -> honest.get(path).map(content -> content.slice(0, content.size() - 1));
        LogSource broken = path -> {
            throw new IOException("no route to host");
        };
        LogRepair repair = repair(liar, shorter, broken, path -> Optional.empty(), honest);
        assertEquals(planted, new TreeSet<>(repair.replaced()));
        assertEquals(bundles(whole), bundles(store));
    }

    @Test
    void whatNobodyHasIsToldAndNothingWrongIsWritten() throws InterruptedException {
        Set<LogPath> planted = plant();
        List<Row> before = rows(store, Column.TILES);
        LogSource honest = honest();
        LogRepair repair = repair(path -> honest.get(path).map(LogRepairTest::flipped));
        assertEquals(List.of(), repair.replaced());
        assertFalse(repair.missing().isEmpty());
        assertTrue(planted.containsAll(
                repair.missing().stream().filter(path -> !isUnfinished(path)).toList()));
        assertEquals(before, rows(store, Column.TILES));
    }

    @Test
    void aStoreWithNothingIsFilled() throws InterruptedException {
        try (Database empty = Database.open(folder.resolve("empty"), StorageSettings.small())) {
            LogRepair repair = new LogRepair(empty, List.of(honest()), SIZE, edge.root());
            repair.run();
            assertEquals(List.of(), repair.missing());
            assertEquals(rows(whole, Column.TILES), rows(empty, Column.TILES));
            assertEquals(bundles(whole), bundles(empty));
            assertEquals(SIZE, new StoredEntries(empty).size());
        }
    }

    private LogRepair repair(LogSource... sources) throws InterruptedException {
        LogRepair repair = new LogRepair(store, List.of(sources), SIZE, edge.root());
        repair.run();
        return repair;
    }

    /// Damage of every kind at every level; gives what it takes to mend it.
    private Set<LogPath> plant() {
        damage(Column.TILES, 0, 0);
        damage(Column.TILES, 0, 255);
        remove(Column.TILES, 0, 100);
        damage(Column.TILES, 0, SIZE >>> 8);
        remove(Column.TILES, 1, 0);
        damage(Column.TILES, 2, 0);
        Batch entries = new Batch();
        List<Row> pieces = rows(store, Column.ENTRIES);
        Row flipped = pieces.get(10);
        Row gone = pieces.get(100);
        Row cut = pieces.get(200);
        entries.put(Column.ENTRIES, flipped.key(), flipped(flipped.value()));
        entries.delete(Column.ENTRIES, gone.key());
        entries.put(Column.ENTRIES, cut.key(), cut.value().slice(0, 3));
        store.commit(entries);
        TreeSet<LogPath> planted = new TreeSet<>();
        for (Row piece : List.of(flipped, gone, cut)) {
            long bundle = piece.key().getLong(0);
            planted.add(new LogPath.Entries(bundle, (int) Math.min(Tile.WIDTH, SIZE - bundle * Tile.WIDTH)));
        }
        planted.addAll(Set.of(
                new LogPath.Hashes(new Tile(0, 0, 256)),
                new LogPath.Hashes(new Tile(0, 255, 256)),
                new LogPath.Hashes(new Tile(0, 100, 256)),
                new LogPath.Hashes(new Tile(0, SIZE >>> 8, SIZE & 255)),
                new LogPath.Hashes(new Tile(1, 0, 256)),
                new LogPath.Hashes(new Tile(2, 0, 1))));
        return planted;
    }

    private static boolean isUnfinished(LogPath path) {
        return path instanceof LogPath.Hashes(var tile) && !tile.isFull();
    }

    private void damage(Column column, int level, long index) {
        Bytes key = Bytes.concatenate(Bytes.of(level), Bytes.ofUnsignedLong(index));
        Bytes value = store.get(column, key);
        if (value == null) {
            throw new AssertionError("nothing to damage at " + key);
        }
        store.commit(new Batch().put(column, key, flipped(value)));
    }

    private void remove(Column column, int level, long index) {
        store.commit(new Batch().delete(column, Bytes.concatenate(Bytes.of(level), Bytes.ofUnsignedLong(index))));
    }

    private static Bytes flipped(Bytes value) {
        byte[] bytes = value.toArray();
        bytes[bytes.length / 2] ^= 4;
        return Bytes.wrap(bytes);
    }

    private LogSource honest() {
        StoredLog tiles = new StoredLog(whole);
        StoredEntries entries = new StoredEntries(whole);
        return path -> switch (path) {
            case LogPath.Hashes(var tile) -> tiles.find(tile);
            case LogPath.Entries(long index, int width) -> entries.bundle(index, width);
            case LogPath.Newest ignored -> Optional.empty();
            case LogPath.Handoff ignored -> Optional.empty();
        };
    }

    private static List<Row> rows(Database database, Column column) {
        List<Row> rows = new ArrayList<>();
        Optional<Scan> next = Optional.of(Scan.all(5_000));
        while (next.isPresent()) {
            Page page = database.scan(column, next.get());
            rows.addAll(page.rows());
            next = page.next();
        }
        return rows;
    }

    private static List<Bytes> bundles(Database database) {
        StoredEntries entries = new StoredEntries(database);
        List<Bytes> bundles = new ArrayList<>();
        for (int index = 0; index * Tile.WIDTH < SIZE; index++) {
            bundles.add(entries.bundle(index, Math.min(Tile.WIDTH, SIZE - index * Tile.WIDTH))
                    .orElseThrow());
        }
        return bundles;
    }
}
