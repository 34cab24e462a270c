package io.pyrsia.libp2p.protobuf;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.tuweni.bytes.Bytes;

/// Writes the fields of one message in the order of the calls, so that equal calls give equal bytes.
public final class ProtobufWriter {

    private byte[] buffer = new byte[128];
    private int size;

    /// An unsigned 64-bit number; zero is written too.
    public ProtobufWriter number(int field, long value) {
        varint((long) field << 3);
        varint(value);
        return this;
    }

    public ProtobufWriter flag(int field, boolean value) {
        return number(field, value ? 1 : 0);
    }

    public ProtobufWriter bytes(int field, Bytes value) {
        return delimited(field, value.toArrayUnsafe(), value.size());
    }

    public ProtobufWriter text(int field, String value) {
        byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
        return delimited(field, encoded, encoded.length);
    }

    public ProtobufWriter message(int field, ProtobufWriter value) {
        return delimited(field, value.buffer, value.size);
    }

    public int size() {
        return size;
    }

    public Bytes toBytes() {
        return Bytes.wrap(Arrays.copyOf(buffer, size));
    }

    private ProtobufWriter delimited(int field, byte[] value, int length) {
        varint((long) field << 3 | 2);
        varint(length);
        claim(length);
        System.arraycopy(value, 0, buffer, size, length);
        size += length;
        return this;
    }

    private void varint(long value) {
        claim(10);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            buffer[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        buffer[size++] = (byte) rest;
    }

    private void claim(int length) {
        int needed = Math.addExact(size, length);
        if (needed > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(needed, buffer.length * 2));
        }
    }
}
