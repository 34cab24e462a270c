package io.pyrsia.libp2p.transport;

import java.io.IOException;

/// The encrypted bytes that a wire brought and nobody decrypted yet: a small buffer while little comes, a
/// large one when frames are large, and a small one again when they stop. Owned by the one reading thread.
public final class ReadAhead {

    /// What waits for the next frame on a quiet connection.
    public static final int SMALL = 512;
    /// On a busy one: some of the largest frames, so that one read of the kernel brings more than one.
    private static final int LARGE = 256 * 1024;

    private final Wire wire;
    private byte[] buffer = new byte[SMALL];
    private int start;
    private int end;

    public ReadAhead(Wire wire) {
        this.wire = wire;
    }

    /// The array in which the bytes lie, from [#start] on; it changes with [#have].
    public byte[] buffer() {
        return buffer;
    }

    public int start() {
        return start;
    }

    /// The number of bytes that are there already.
    public int ready() {
        return end - start;
    }

    /// The unsigned 16-bit number at `offset` from the start.
    public int u16(int offset) {
        return (buffer[start + offset] & 0xff) << 8 | (buffer[start + offset + 1] & 0xff);
    }

    public void consume(int count) {
        start += count;
    }

    /// Whether the connection became quiet, so that large buffers can go.
    public boolean quiet() {
        return start == end && end < SMALL;
    }

    /// Waits until `count` bytes are there; false at the end of the connection.
    public boolean have(int count) throws IOException {
        while (end - start < count) {
            makeRoom(count);
            int read = wire.read(buffer, end, buffer.length - end);
            if (read < 0) {
                return false;
            }
            end += read;
        }
        return true;
    }

    private void makeRoom(int count) {
        int kept = end - start;
        boolean shrink = quiet() && count <= SMALL && buffer.length > SMALL;
        if (count > buffer.length || shrink) {
            byte[] other = new byte[shrink ? SMALL : LARGE];
            System.arraycopy(buffer, start, other, 0, kept);
            buffer = other;
        } else if (kept == 0 || start + count > buffer.length) {
            System.arraycopy(buffer, start, buffer, 0, kept);
        } else {
            return;
        }
        start = 0;
        end = kept;
    }
}
