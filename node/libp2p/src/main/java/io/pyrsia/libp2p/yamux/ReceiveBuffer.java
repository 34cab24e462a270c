package io.pyrsia.libp2p.yamux;

import java.nio.ByteBuffer;

/// What a stream received and nobody read yet: a ring that grows as it must, within the host's budget.
///
/// It belongs to its stream's lock.
final class ReceiveBuffer {

    private static final int FIRST = 4 * 1024;
    private static final byte[] NONE = {};

    private final MemoryBudget budget;
    private byte[] ring = NONE;
    private int start;
    private int size;

    ReceiveBuffer(MemoryBudget budget) {
        this.budget = budget;
    }

    int size() {
        return size;
    }

    /// Appends `length` bytes of `source`; false when the budget has no room for them.
    boolean append(ByteBuffer source, int length) {
        if (size + length > ring.length && !grow(size + length)) {
            return false;
        }
        int at = (start + size) & (ring.length - 1);
        int first = Math.min(length, ring.length - at);
        source.get(ring, at, first);
        source.get(ring, 0, length - first);
        size += length;
        return true;
    }

    int take(byte[] buffer, int offset, int length) {
        int count = Math.min(length, size);
        int first = Math.min(count, ring.length - start);
        System.arraycopy(ring, start, buffer, offset, first);
        System.arraycopy(ring, 0, buffer, offset + first, count - first);
        size -= count;
        start = size == 0 ? 0 : (start + count) & (ring.length - 1);
        return count;
    }

    void free() {
        budget.release(ring.length);
        ring = NONE;
        start = 0;
        size = 0;
    }

    private boolean grow(int needed) {
        int capacity = Math.max(FIRST, Integer.highestOneBit(needed - 1) << 1);
        if (!budget.reserve(capacity - ring.length)) {
            return false;
        }
        byte[] larger = new byte[capacity];
        int kept = size;
        take(larger, 0, kept);
        ring = larger;
        start = 0;
        size = kept;
        return true;
    }
}
