package io.pyrsia.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/// Reads one of RocksDB's log files and says where its whole records end and what follows them.
///
/// A log is a row of blocks of 32 KiB. A record is `crc32c (4, masked) ‖ length (2) ‖ type (1) ‖ payload`,
/// little-endian: whole (type 1), in parts (2 first, 3 middle, 4 last), or a note of RocksDB's own (higher types).
/// It never crosses a block, and less than a header's length at a block's end is zeros.
///
/// Every write of ours is synced before the next begins, so only the very last record can be torn: damage that a
/// later record follows is damage of something that was acknowledged.
final class WriteAheadLog {

    private static final int BLOCK = 32 << 10;
    private static final int HEADER = 7;
    private static final int WHOLE = 1;
    private static final int FIRST = 2;
    private static final int MIDDLE = 3;
    private static final int LAST = 4;

    /// What a log looks like behind its last whole record.
    enum End {
        /// Nothing, or zeros that were allocated and never written.
        CLEAN,
        /// One record that was not written to its end.
        TORN,
        /// Something that is no record, and then records again.
        DAMAGED
    }

    /// The length of the whole records, and what follows.
    record Result(long length, End end) {}

    private final ByteBuffer block = ByteBuffer.allocate(BLOCK).order(ByteOrder.LITTLE_ENDIAN);
    private final CRC32C checksum = new CRC32C();
    /// Where the whole records end.
    private long whole;
    /// Whether the first part of a record was seen and its last was not.
    private boolean inParts;
    /// Whether something that is no record was met; from there on records are only looked for.
    private boolean ended;

    private WriteAheadLog() {}

    static Result inspect(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return new WriteAheadLog().inspect(channel);
        }
    }

    private Result inspect(FileChannel channel) throws IOException {
        boolean written = false;
        long size = channel.size();
        for (long start = 0; start < size; start += BLOCK) {
            read(channel, start, size);
            int end = ended ? 0 : follow(start);
            if (ended && recordBegins(end)) {
                return new Result(whole, End.DAMAGED);
            }
            written |= ended && !zeros(end);
        }
        return new Result(whole, written || inParts ? End.TORN : End.CLEAN);
    }

    private void read(FileChannel channel, long start, long size) throws IOException {
        block.clear().limit((int) Math.min(BLOCK, size - start));
        while (block.hasRemaining()) {
            if (channel.read(block, start + block.position()) < 0) {
                throw new IOException("a log shrinks while it is read");
            }
        }
        block.flip();
    }

    /// Follows the records of a block; the offset of the first byte that belongs to none.
    private int follow(long start) {
        int at = 0;
        while (BLOCK - at >= HEADER && at < block.limit()) {
            int type = typeAt(at);
            boolean expected = (type == MIDDLE || type == LAST) ? inParts : (!inParts && type != 0);
            if (!expected || !isRecord(at)) {
                ended = true;
                return at;
            }
            at += HEADER + length(at);
            inParts = type == FIRST || type == MIDDLE;
            if (!inParts) {
                whole = start + at;
            }
        }
        return at;
    }

    private boolean zeros(int from) {
        for (int at = from; at < block.limit(); at++) {
            if (block.get(at) != 0) {
                return false;
            }
        }
        return true;
    }

    /// Whether a whole record, or the first part of one, begins anywhere at or behind an offset.
    private boolean recordBegins(int from) {
        for (int at = from; at + HEADER < block.limit(); at++) {
            int type = typeAt(at);
            if ((type == WHOLE || type == FIRST) && isRecord(at)) {
                return true;
            }
        }
        return false;
    }

    private boolean isRecord(int at) {
        if (at + HEADER > block.limit() || at + HEADER + length(at) > block.limit()) {
            return false;
        }
        checksum.reset();
        checksum.update(block.array(), at + HEADER - 1, 1 + length(at));
        int value = (int) checksum.getValue();
        int masked = ((value >>> 15) | (value << 17)) + 0xa282ead8;
        return masked == block.getInt(at);
    }

    private int length(int at) {
        return block.getShort(at + 4) & 0xffff;
    }

    private int typeAt(int at) {
        return at + HEADER <= block.limit() ? block.get(at + 6) & 0xff : 0;
    }
}
