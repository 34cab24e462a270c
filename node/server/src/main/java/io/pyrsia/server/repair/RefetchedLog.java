package io.pyrsia.server.repair;

import io.pyrsia.log.LogPath;
import io.pyrsia.log.Tile;
import io.pyrsia.server.log.LogRows;
import io.pyrsia.storage.Batch;
import io.pyrsia.storage.Database;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.tuweni.bytes.Bytes;

/// Fetches parts of the log from the first source whose answer is right, and puts them into the store.
record RefetchedLog(Database store, List<LogSource> sources) {

    RefetchedLog {
        sources = List.copyOf(sources);
    }

    /// The first right answer; sources that fail, have nothing or lie are passed over.
    Optional<Bytes> fetch(LogPath path, Predicate<Bytes> isRight) throws InterruptedException {
        for (LogSource source : sources) {
            Optional<Bytes> answer = ask(source, path).filter(isRight);
            if (answer.isPresent()) {
                return answer;
            }
        }
        return Optional.empty();
    }

    /// Tiles that can be judged only together, all from one source.
    Optional<Map<Tile, Bytes>> fetchTogether(List<Tile> tiles, Predicate<Map<Tile, Bytes>> areRight)
            throws InterruptedException {
        for (LogSource source : sources) {
            TreeMap<Tile, Bytes> fetched = new TreeMap<>();
            for (Tile tile : tiles) {
                ask(source, new LogPath.Hashes(tile))
                        .filter(hashes -> hashes.size() == tile.bytes())
                        .ifPresent(hashes -> fetched.put(tile, hashes));
            }
            if (areRight.test(fetched)) {
                return Optional.of(fetched);
            }
        }
        return Optional.empty();
    }

    private static Optional<Bytes> ask(LogSource source, LogPath path) throws InterruptedException {
        try {
            return source.get(path);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    void put(Tile tile, Bytes hashes) {
        Batch batch = new Batch();
        LogRows.putTile(batch::put, tile, hashes);
        store.commit(batch);
    }

    /// Replaces whatever pieces of the bundle there are.
    void putBundle(long index, Bytes bundle) {
        Batch batch = new Batch();
        LogRows.replaceBundle(batch, index, bundle);
        store.commit(batch);
    }
}
