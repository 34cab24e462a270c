package io.pyrsia.server.sync;

import io.pyrsia.base.ByteReader;
import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Malformed;
import io.pyrsia.log.EntryBundle;
import io.pyrsia.log.Tile;
import org.apache.tuweni.bytes.Bytes;

/// What a node that catches up asks for; the answer is one byte, 1 for "here", and the content.
sealed interface Question {

    String PROTOCOL = "/pyrsia/sync/1";

    int MAX_BYTES = 32;

    /// The digests of the chunks of the state at a height.
    record Manifest(long height) implements Question {}

    /// A chunk of the state at a height.
    record Chunk(long height, int index) implements Question {}

    /// The first hashes of a tile of the log.
    record Hashes(int level, long index, int width) implements Question {}

    /// The first entries of a bundle of the log.
    record Entries(long index, int width) implements Question {}

    /// The most bytes of an answer.
    default int limit() {
        return 1
                + switch (this) {
                    case Manifest manifest -> SnapshotChunks.MAX_MANIFEST_BYTES;
                    case Chunk chunk -> SnapshotChunks.MAX_CHUNK_BYTES;
                    case Hashes hashes -> Tile.WIDTH * 32;
                    case Entries entries -> EntryBundle.MAX_BYTES;
                };
    }

    default Bytes encode() {
        ByteWriter out = new ByteWriter();
        switch (this) {
            case Manifest(long height) -> out.u8(0).u64(height);
            case Chunk(long height, int index) -> out.u8(1).u64(height).u32(index);
            case Hashes(int level, long index, int width) ->
                out.u8(2).u8(level).u64(index).u16(width);
            case Entries(long index, int width) -> out.u8(3).u64(index).u16(width);
        }
        return out.toBytes();
    }

    static Question decode(Bytes encoded) throws Malformed {
        ByteReader in = new ByteReader(encoded);
        int tag = in.u8();
        Question question =
                switch (tag) {
                    case 0 -> new Manifest(in.u64());
                    case 1 -> new Chunk(in.u64(), index(in.u32()));
                    case 2 -> new Hashes(level(in.u8()), place(in.u64()), width(in.u16()));
                    case 3 -> new Entries(place(in.u64()), width(in.u16()));
                    default -> throw new Malformed("no question has the tag " + tag);
                };
        in.end();
        return question;
    }

    private static int index(long index) throws Malformed {
        if (index >= SnapshotChunks.MAX_CHUNKS) {
            throw new Malformed("no snapshot has a chunk " + index);
        }
        return (int) index;
    }

    private static int level(int level) throws Malformed {
        if (level > Tile.MAX_LEVEL) {
            throw new Malformed("no tree has the level " + level);
        }
        return level;
    }

    private static long place(long index) throws Malformed {
        if (index > Tile.MAX_INDEX) {
            throw new Malformed("no tree has a tile " + index);
        }
        return index;
    }

    private static int width(int width) throws Malformed {
        if (width < 1 || width > Tile.WIDTH) {
            throw new Malformed("no tile is " + width + " wide");
        }
        return width;
    }
}
