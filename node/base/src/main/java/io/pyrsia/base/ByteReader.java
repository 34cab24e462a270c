package io.pyrsia.base;

import org.apache.tuweni.bytes.Bytes;

/// Reads big-endian fields from bytes that nobody vouches for: every length is checked before anything is allocated.
public final class ByteReader {

    private final Bytes source;
    private int position;

    public ByteReader(Bytes source) {
        this.source = source;
    }

    public int remaining() {
        return source.size() - position;
    }

    public int position() {
        return position;
    }

    public int u8() throws Malformed {
        return source.get(claim(1)) & 0xff;
    }

    public int u16() throws Malformed {
        int at = claim(2);
        return (source.get(at) & 0xff) << 8 | (source.get(at + 1) & 0xff);
    }

    public long u32() throws Malformed {
        return source.getInt(claim(4)) & 0xffff_ffffL;
    }

    /// An unsigned 64-bit number that fits a long; larger ones are refused.
    public long u64() throws Malformed {
        long value = source.getLong(claim(8));
        if (value < 0) {
            throw new Malformed("a number is larger than 2^63-1");
        }
        return value;
    }

    /// An unsigned LEB128 number of at most nine bytes in its shortest form, as multiformats have it.
    public long varint() throws Malformed {
        long value = 0;
        for (int shift = 0; shift < 63; shift += 7) {
            int next = u8();
            value |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                if (next == 0 && shift > 0) {
                    throw new Malformed("a varint is not in its shortest form");
                }
                return value;
            }
        }
        throw new Malformed("a varint is longer than nine bytes");
    }

    /// Exactly `length` bytes, as a view of the source.
    public Bytes bytes(int length) throws Malformed {
        return source.slice(claim(length), length);
    }

    /// Bytes behind a 16-bit length of at most `limit`.
    public Bytes bytes16(int limit) throws Malformed {
        return limited(u16(), limit);
    }

    /// Bytes behind a 32-bit length of at most `limit`.
    public Bytes bytes32(int limit) throws Malformed {
        return limited(u32(), limit);
    }

    /// Bytes behind a varint length of at most `limit`.
    public Bytes bytesVarint(int limit) throws Malformed {
        return limited(varint(), limit);
    }

    /// A count of at most `limit` of which each item takes at least `itemBytes`, so that the source can hold them.
    public int count(long claimed, int limit, int itemBytes) throws Malformed {
        if (claimed > limit) {
            throw new Malformed("a list has " + claimed + " items, the limit is " + limit);
        }
        if (claimed * itemBytes > remaining()) {
            throw new Malformed("a list claims " + claimed + " items, the input ends before");
        }
        return (int) claimed;
    }

    /// Refuses input that goes on behind its end.
    public void end() throws Malformed {
        if (remaining() != 0) {
            throw new Malformed(remaining() + " bytes follow the end");
        }
    }

    private Bytes limited(long length, int limit) throws Malformed {
        if (length > limit) {
            throw new Malformed("a field has " + length + " bytes, the limit is " + limit);
        }
        return bytes((int) length);
    }

    private int claim(int length) throws Malformed {
        if (length < 0 || length > remaining()) {
            throw new Malformed("the input ends early: " + length + " bytes expected, " + remaining() + " left");
        }
        int at = position;
        position += length;
        return at;
    }
}
