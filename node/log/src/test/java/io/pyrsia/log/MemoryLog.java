package io.pyrsia.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.tuweni.bytes.Bytes;

/// A whole log in memory as a server has it: appends, and answers paths. Its one owner is the test.
public final class MemoryLog {

    public final MemoryTiles tiles = new MemoryTiles();
    private final List<Bytes> entries = new ArrayList<>();
    private final SortedMap<LogPath, Bytes> published = new TreeMap<>();
    private Edge edge = Edge.EMPTY;

    public Edge append(List<Bytes> more) {
        Appended appended = edge.appendEntries(more);
        tiles.store(appended);
        entries.addAll(more);
        edge = appended.edge();
        return edge;
    }

    /// Appends `count` entries of text that begin with `word`.
    public Edge append(String word, int count) {
        List<Bytes> more = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            more.add(Bytes.wrap((word + " " + (edge.size() + i)).getBytes(StandardCharsets.UTF_8)));
        }
        return append(more);
    }

    public Tree tree() {
        return new Tree(edge.size(), tiles);
    }

    public Bytes entry(int index) {
        return entries.get(index);
    }

    /// Serves a checkpoint or a hand-off.
    public void publish(LogPath path, Bytes content) {
        published.put(path, content);
    }

    public Optional<Bytes> get(LogPath path) {
        return switch (path) {
            case LogPath.Newest newest -> Optional.ofNullable(published.get(newest));
            case LogPath.Handoff handoff -> Optional.ofNullable(published.get(handoff));
            case LogPath.Hashes hashes ->
                has(hashes.tile()) ? Optional.of(tiles.read(hashes.tile())) : Optional.empty();
            case LogPath.Entries bundle -> bundle(bundle);
        };
    }

    private boolean has(Tile tile) {
        return (edge.size() >>> (tile.level() * Tile.HEIGHT)) >= tile.index() * Tile.WIDTH + tile.width();
    }

    private Optional<Bytes> bundle(LogPath.Entries bundle) {
        long from = bundle.index() * Tile.WIDTH;
        return from + bundle.width() > entries.size()
                ? Optional.empty()
                : Optional.of(EntryBundle.encode(entries.subList((int) from, (int) from + bundle.width())));
    }
}
