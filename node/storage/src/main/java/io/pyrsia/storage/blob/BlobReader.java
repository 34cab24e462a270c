package io.pyrsia.storage.blob;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.OptionalLong;

/// Reads a blob; every byte was compared with its checksum before it is given out. Of a blob under way it waits for
/// what has not arrived, and the last chunk comes only after the whole was proven, so that a reader which reached the
/// end has the right bytes. For use by one thread at a time; until it is closed the blob is not evicted.
public final class BlobReader implements AutoCloseable {

    private final BlobSource source;
    private final byte[] chunk;
    private int loaded = -1;
    private int loadedBytes;

    BlobReader(BlobSource source) {
        this.source = source;
        this.chunk = new byte[(int) Math.min(Chunks.BYTES, source.size().orElse(Chunks.BYTES))];
    }

    /// Of a blob under way it may be known only at the end.
    public OptionalLong size() {
        return source.size();
    }

    /// Reads at least one byte from `position` on, waiting for it; -1 behind the end.
    public int read(long position, byte[] buffer, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        int from = load(position);
        if (from < 0) {
            return -1;
        }
        int count = Math.min(length, loadedBytes - from);
        System.arraycopy(chunk, from, buffer, offset, count);
        return count;
    }

    /// Writes up to `length` bytes from `position` on; how many there were.
    public long transferTo(long position, long length, OutputStream target) throws IOException {
        long done = 0;
        while (done < length) {
            int from = load(position + done);
            if (from < 0) {
                break;
            }
            int count = (int) Math.min(length - done, loadedBytes - from);
            target.write(chunk, from, count);
            done += count;
        }
        return done;
    }

    /// The bytes from `position` to the end; closing it closes this reader.
    public InputStream stream(long position) {
        return new BlobInput(this, position);
    }

    /// Makes the chunk of `position` the loaded one; where in it the position is, or -1 behind the end.
    private int load(long position) throws IOException {
        if (position < 0) {
            throw new IllegalArgumentException("a position is not negative: " + position);
        }
        long index = position / Chunks.BYTES;
        if (index > Integer.MAX_VALUE) {
            return -1;
        }
        if (index != loaded) {
            fill((int) index);
        }
        int from = (int) (position % Chunks.BYTES);
        return from < loadedBytes ? from : -1;
    }

    private void fill(int index) throws IOException {
        loaded = -1;
        int length = source.await(index);
        if (length > 0) {
            ByteBuffer target = ByteBuffer.wrap(chunk, 0, length);
            long at = (long) index * Chunks.BYTES;
            while (target.hasRemaining()) {
                int count = source.file().read(target, at + target.position());
                if (count < 0) {
                    break;
                }
            }
            if (target.hasRemaining() || Chunks.checksum(chunk, 0, length) != source.checksum(index)) {
                source.damaged();
                throw new DamagedBlob("the disk changed bytes of a blob, at " + at + " or behind");
            }
        }
        loaded = index;
        loadedBytes = length;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
