package io.pyrsia.server.repair;

import io.pyrsia.base.Malformed;
import io.pyrsia.log.Edge;
import io.pyrsia.log.EntryBundle;
import io.pyrsia.log.Hash;
import io.pyrsia.log.LogPath;
import io.pyrsia.log.Tile;
import io.pyrsia.log.Tree;
import io.pyrsia.server.log.StoredEntries;
import io.pyrsia.server.log.StoredLog;
import io.pyrsia.storage.Database;
import io.pyrsia.storage.StorageFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.tuweni.bytes.Bytes;

/// Compares each tile and each bundle in the store with the root of a tree that is trusted, and fetches again what does
/// not lead to it. One use, by one thread.
///
/// It goes from the root to the leaves: the unfinished tiles of the right edge make the root together, a full tile is
/// proven by its hash in the tile above, a bundle of entries by the tile of its leaves.
final class LogRepair {

    private final RefetchedLog log;
    private final StoredLog tiles;
    private final StoredEntries entries;
    private final long size;
    private final Hash root;
    private final List<LogPath> replaced = new ArrayList<>();
    private final List<LogPath> missing = new ArrayList<>();

    LogRepair(Database store, List<LogSource> sources, long size, Hash root) {
        this.log = new RefetchedLog(store, sources);
        this.tiles = new StoredLog(store);
        this.entries = new StoredEntries(store);
        this.size = size;
        this.root = root;
    }

    /// What was fetched again.
    List<LogPath> replaced() {
        return replaced;
    }

    /// What nobody could give: everything below it could not be checked.
    List<LogPath> missing() {
        return missing;
    }

    void run() throws InterruptedException {
        if (!repairEdge()) {
            return;
        }
        for (int level = Tile.MAX_LEVEL; level >= 0; level--) {
            for (long index = 0; index < hashes(level) / Tile.WIDTH; index++) {
                repairTile(level, index);
            }
        }
        for (long index = 0; index * Tile.WIDTH < size; index++) {
            repairBundle(index);
        }
    }

    private long hashes(int level) {
        return size >>> (level * Tile.HEIGHT);
    }

    /// The unfinished tiles, all or none: alone, none of them proves anything.
    private boolean repairEdge() throws InterruptedException {
        List<Tile> unfinished = new ArrayList<>();
        for (int level = 0; level <= Tile.MAX_LEVEL; level++) {
            int width = (int) (hashes(level) % Tile.WIDTH);
            if (width > 0) {
                unfinished.add(new Tile(level, hashes(level) / Tile.WIDTH, width));
            }
        }
        TreeMap<Tile, Bytes> stored = new TreeMap<>();
        unfinished.forEach(tile -> find(tile).ifPresent(hashes -> stored.put(tile, hashes)));
        if (makeTheRoot(unfinished, stored)) {
            return true;
        }
        Optional<Map<Tile, Bytes>> fetched = log.fetchTogether(unfinished, all -> makeTheRoot(unfinished, all));
        if (fetched.isEmpty()) {
            unfinished.forEach(tile -> missing.add(new LogPath.Hashes(tile)));
            return false;
        }
        fetched.get().forEach((tile, hashes) -> {
            if (!hashes.equals(stored.get(tile))) {
                log.put(tile, hashes);
                replaced.add(new LogPath.Hashes(tile));
            }
        });
        return true;
    }

    private boolean makeTheRoot(List<Tile> unfinished, Map<Tile, Bytes> hashes) {
        return hashes.size() == unfinished.size()
                && new Tree(size, tile -> hashes.getOrDefault(tile, Bytes.EMPTY))
                        .root()
                        .equals(root);
    }

    private void repairTile(int level, long index) throws InterruptedException {
        Tile tile = new Tile(level, index, Tile.WIDTH);
        Optional<Bytes> above = find(above(level, index));
        if (above.isEmpty()) {
            // It is missing itself.
            return;
        }
        int place = (int) (index % Tile.WIDTH);
        Hash expected = Hash.of(above.get().slice(place * Hash.BYTES, Hash.BYTES));
        Predicate<Bytes> isRight =
                hashes -> hashes.size() == tile.bytes() && rootOf(hashes).equals(expected);
        if (find(tile).filter(isRight).isEmpty()) {
            LogPath path = new LogPath.Hashes(tile);
            settle(path, isRight, hashes -> log.put(tile, hashes));
        }
    }

    /// The tile with the root of a full tile, as wide as the tree has it.
    private Tile above(int level, long index) {
        long last = hashes(level + 1) - index / Tile.WIDTH * Tile.WIDTH;
        return new Tile(level + 1, index / Tile.WIDTH, (int) Math.min(Tile.WIDTH, last));
    }

    private static Hash rootOf(Bytes hashes) {
        List<Hash> leaves = new ArrayList<>(Tile.WIDTH);
        for (int at = 0; at < hashes.size(); at += Hash.BYTES) {
            leaves.add(Hash.of(hashes.slice(at, Hash.BYTES)));
        }
        return Edge.EMPTY.append(leaves).edge().root();
    }

    private void repairBundle(long index) throws InterruptedException {
        int width = (int) Math.min(Tile.WIDTH, size - index * Tile.WIDTH);
        Optional<Bytes> leaves = find(new Tile(0, index, width));
        if (leaves.isEmpty()) {
            return;
        }
        Predicate<Bytes> isRight = bundle -> leavesOf(bundle, width).equals(leaves);
        if (readable(() -> entries.bundle(index, width)).filter(isRight).isEmpty()) {
            settle(new LogPath.Entries(index, width), isRight, bundle -> log.putBundle(index, bundle));
        }
    }

    private static Optional<Bytes> leavesOf(Bytes bundle, int width) {
        try {
            return Optional.of(Bytes.concatenate(EntryBundle.decode(bundle, width).stream()
                    .map(entry -> Hash.ofEntry(entry).bytes())
                    .toArray(Bytes[]::new)));
        } catch (Malformed e) {
            return Optional.empty();
        }
    }

    private void settle(LogPath path, Predicate<Bytes> isRight, Consumer<Bytes> put) throws InterruptedException {
        Optional<Bytes> fetched = log.fetch(path, isRight);
        fetched.ifPresent(put);
        (fetched.isPresent() ? replaced : missing).add(path);
    }

    private Optional<Bytes> find(Tile tile) {
        return missing.contains(new LogPath.Hashes(tile)) ? Optional.empty() : readable(() -> tiles.find(tile));
    }

    /// Nothing, where the store has damage.
    private static Optional<Bytes> readable(Supplier<Optional<Bytes>> read) {
        try {
            return read.get();
        } catch (StorageFailure e) {
            if (e.kind() != StorageFailure.Kind.DAMAGED) {
                throw e;
            }
            return Optional.empty();
        }
    }
}
