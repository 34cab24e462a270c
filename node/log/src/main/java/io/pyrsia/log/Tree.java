package io.pyrsia.log;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.tuweni.bytes.Bytes;

/// A tree of `size` entries whose tiles can be read: it gives roots, edges and proofs.
///
/// What it makes is only as good as the tiles; whoever has them from a stranger checks the proof against a
/// root it trusts.
public record Tree(long size, HashReader reader) {

    public Tree {
        if (size < 0) {
            throw new IllegalArgumentException("a tree of " + size + " entries");
        }
    }

    public Edge edge() {
        Nodes nodes = new Nodes(this);
        List<Hash> hashes = new ArrayList<>();
        for (Range.Node node : new Range(0, size).nodes()) {
            hashes.add(nodes.hash(node));
        }
        return new Edge(size, hashes);
    }

    public Hash root() {
        return edge().root();
    }

    /// The proof that entry number `index` is in this tree.
    public InclusionProof inclusion(long index) {
        return inclusions(List.of(index)).getFirst();
    }

    /// The proofs of several entries, which share what they read and hash above the leaves' tiles.
    public List<InclusionProof> inclusions(List<Long> indexes) {
        Nodes nodes = new Nodes(this);
        return indexes.stream()
                .map(index -> new InclusionProof(index, size, nodes.hashes(Range.inclusion(index, size))))
                .toList();
    }

    /// The proof that this tree goes on from the tree of its first `before` entries.
    public ConsistencyProof consistency(long before) {
        return new ConsistencyProof(before, size, hashes(ranges(before, size)));
    }

    /// The root that the tree of the first `before` entries had.
    public Hash rootOfFirst(long before) {
        return before == 0
                ? Hash.EMPTY_TREE
                : hashes(List.of(new Range(0, before))).getFirst();
    }

    /// The tiles that [#inclusion] will read: to be fetched first where reading takes long.
    public static List<Tile> tilesForInclusion(long index, long size) {
        return tiles(Range.inclusion(index, size), size);
    }

    /// The tiles that [#consistency] will read.
    public static List<Tile> tilesForConsistency(long before, long size) {
        return tiles(ranges(before, size), size);
    }

    /// The tiles that [#rootOfFirst] will read; those of the whole tree are what [#edge] and [#root] will.
    public static List<Tile> tilesForRootOfFirst(long before, long size) {
        return tiles(List.of(new Range(0, before)), size);
    }

    /// Anything goes on from nothing, so the empty tree needs no proof.
    private static List<Range> ranges(long before, long size) {
        return before == 0 ? List.of() : Range.consistency(before, size);
    }

    private static List<Tile> tiles(List<Range> ranges, long size) {
        return ranges.stream()
                .flatMap(range -> range.nodes().stream())
                .map(node -> Nodes.tile(node, size))
                .sorted()
                .distinct()
                .toList();
    }

    private List<Hash> hashes(List<Range> ranges) {
        return new Nodes(this).hashes(ranges);
    }

    /// The hashes of subtrees, out of tiles that are read once each; it lives as long as one list of proofs is made.
    private static final class Nodes {

        private final Tree tree;
        private final Hasher hasher = new Hasher();
        private final SortedMap<Tile, Bytes> read = new TreeMap<>();
        /// Subtrees of more than a leaves' tile: many proofs need the same ones.
        private final SortedMap<Range.Node, Hash> large = new TreeMap<>();

        Nodes(Tree tree) {
            this.tree = tree;
        }

        static Tile tile(Range.Node node, long size) {
            return Tile.holding(node.level() / Tile.HEIGHT, node.index() << (node.level() % Tile.HEIGHT), size);
        }

        List<Hash> hashes(List<Range> ranges) {
            return ranges.stream().map(this::hash).toList();
        }

        private Hash hash(Range range) {
            return new Edge(
                            range.to() - range.from(),
                            range.nodes().stream().map(this::hash).toList())
                    .root();
        }

        Hash hash(Range.Node node) {
            return node.level() < Tile.HEIGHT ? compute(node) : large.computeIfAbsent(node, this::compute);
        }

        private Hash compute(Range.Node node) {
            Tile tile = tile(node, tree.size());
            int height = node.level() % Tile.HEIGHT;
            TileNodes kept =
                    height >= TileNodes.LOWEST && tile.isFull() ? tree.reader().nodes(tile) : null;
            if (kept != null) {
                return kept.at(height, (int) (node.index() & ((Tile.WIDTH >> height) - 1)));
            }
            Bytes hashes = read.computeIfAbsent(tile, this::read);
            int count = 1 << (node.level() % Tile.HEIGHT);
            int first = (int) ((node.index() * count) % Tile.WIDTH);
            byte[] nodes = hashes.slice(first * Hash.BYTES, count * Hash.BYTES).toArray();
            for (int left = count; left > 1; left /= 2) {
                for (int to = 0; to < left / 2; to++) {
                    hasher.pair(nodes, 2 * to * Hash.BYTES, nodes, to * Hash.BYTES);
                }
            }
            return Hash.read(nodes, 0);
        }

        private Bytes read(Tile tile) {
            Bytes hashes = tree.reader().read(tile);
            if (hashes.size() != tile.bytes()) {
                throw new IllegalStateException(tile + " was read with " + hashes.size() + " bytes");
            }
            return hashes;
        }
    }
}
