package io.pyrsia.base;

import java.util.Arrays;
import org.apache.tuweni.bytes.Bytes;

/// Writes what [ByteReader] reads; a value that does not fit its field is a bug of the caller.
public final class ByteWriter {

    private byte[] buffer = new byte[128];
    private int size;

    public ByteWriter u8(int value) {
        requireFit(value, 0xff);
        claim(1);
        buffer[size++] = (byte) value;
        return this;
    }

    public ByteWriter u16(int value) {
        requireFit(value, 0xffff);
        return bigEndian(value, 2);
    }

    public ByteWriter u32(long value) {
        requireFit(value, 0xffff_ffffL);
        return bigEndian(value, 4);
    }

    public ByteWriter u64(long value) {
        requireFit(value, Long.MAX_VALUE);
        return bigEndian(value, 8);
    }

    public ByteWriter varint(long value) {
        requireFit(value, Long.MAX_VALUE);
        claim(9);
        long rest = value;
        while (rest >= 0x80) {
            buffer[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        buffer[size++] = (byte) rest;
        return this;
    }

    public ByteWriter bytes(Bytes value) {
        return bytes(value.toArrayUnsafe());
    }

    public ByteWriter bytes(byte[] value) {
        claim(value.length);
        System.arraycopy(value, 0, buffer, size, value.length);
        size += value.length;
        return this;
    }

    public ByteWriter bytes16(Bytes value) {
        return u16(value.size()).bytes(value);
    }

    public ByteWriter bytes32(Bytes value) {
        return u32(value.size()).bytes(value);
    }

    public ByteWriter bytesVarint(Bytes value) {
        return varint(value.size()).bytes(value);
    }

    public int size() {
        return size;
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(buffer, size);
    }

    public Bytes toBytes() {
        return Bytes.wrap(toByteArray());
    }

    private ByteWriter bigEndian(long value, int length) {
        claim(length);
        for (int shift = 8 * (length - 1); shift >= 0; shift -= 8) {
            buffer[size++] = (byte) (value >>> shift);
        }
        return this;
    }

    private void claim(int length) {
        int needed = Math.addExact(size, length);
        if (needed > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(needed, buffer.length * 2));
        }
    }

    private static void requireFit(long value, long limit) {
        if (value < 0 || value > limit) {
            throw new IllegalArgumentException(value + " does not fit a field of at most " + limit);
        }
    }
}
