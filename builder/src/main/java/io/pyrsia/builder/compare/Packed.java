package io.pyrsia.builder.compare;

import io.pyrsia.base.Malformed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// The bytes of one member of a zip, as they stand in the file.
///
/// @param size how many they are when they are unpacked
record Packed(String name, boolean isDeflated, ByteBuffer bytes, int size, long crc) {

    private static final int CHUNK_BYTES = 64 << 10;

    /// Whether the same comes out of both, which holds if the same is in them.
    boolean isSame(Packed other) {
        return isDeflated == other.isDeflated
                && size == other.size
                && crc == other.crc
                && bytes.mismatch(other.bytes) < 0;
    }

    boolean isClass() {
        return name.endsWith(".class") && size <= ClassForm.MAX_BYTES;
    }

    /// All of it at once, after it was unpacked before.
    byte[] again() throws IOException {
        ByteBuffer all = ByteBuffer.allocate(size);
        try {
            unpack(all::put);
        } catch (Malformed e) {
            throw new IOException("a member changed while it was read", e);
        }
        return all.array();
    }

    void unpack(Consumer<ByteBuffer> taker) throws Malformed {
        ByteBuffer from = bytes.duplicate();
        CRC32 sum = new CRC32();
        long got;
        if (isDeflated) {
            got = inflate(from, sum, taker);
        } else {
            sum.update(from.duplicate());
            got = from.remaining();
            taker.accept(from);
        }
        if (got != size || sum.getValue() != crc) {
            throw new Malformed("'" + name + "' is not what its checksum and size say");
        }
    }

    private long inflate(ByteBuffer from, CRC32 sum, Consumer<ByteBuffer> taker) throws Malformed {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(from);
            byte[] chunk = new byte[Math.min(CHUNK_BYTES, size + 1)];
            long all = 0;
            while (!inflater.finished()) {
                int got = inflater.inflate(chunk);
                all += got;
                boolean isStuck = got == 0 && (inflater.needsInput() || inflater.needsDictionary());
                if (isStuck || all > size) {
                    throw new Malformed("'" + name + "' is not packed as it says");
                }
                sum.update(chunk, 0, got);
                taker.accept(ByteBuffer.wrap(chunk, 0, got));
            }
            if (inflater.getRemaining() > 0) {
                throw new Malformed("'" + name + "' has something behind its end");
            }
            return all;
        } catch (DataFormatException e) {
            throw new Malformed("'" + name + "' is not packed as it says");
        } finally {
            inflater.end();
        }
    }
}
