package io.pyrsia.bench.consensus;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.consensus.Block;
import io.pyrsia.consensus.Entry;
import io.pyrsia.consensus.Genesis;
import io.pyrsia.consensus.StateMachine;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.apache.tuweni.bytes.Bytes32;
import org.apache.tuweni.bytes.MutableBytes;

/// What CometBFT's kvstore does: transactions are `key=value`, the newest value of each key is kept in memory, and
/// nothing else is looked at.
///
/// Rows lie one behind the other in large arrays, so that a million of them is no work for the garbage collector.
final class KeyValues implements StateMachine {

    static final Bytes32 GENESIS_ROOT = Bytes32.ZERO;
    private static final int KEY_BYTES = 32;
    private static final int CHUNK_BYTES = 1 << 20;

    private Bytes32 root = GENESIS_ROOT;
    private final List<byte[]> chunks = new ArrayList<>();
    private int used = CHUNK_BYTES;
    private int keys;
    /// By the hash of the key: the row's chunk and place in it, plus one; 0 where there is none.
    private long[] index = new long[1 << 12];

    @Override
    public long initialize(Genesis genesis) {
        return 0;
    }

    @Override
    public Outcome apply(Block block) {
        for (Bytes transaction : block.transactions()) {
            if (transaction.size() > KEY_BYTES && transaction.size() <= CHUNK_BYTES - Integer.BYTES) {
                put(append(transaction));
            }
        }
        root = Bytes32.wrap(
                Digest.sha256(Bytes.concatenate(root, block.digest())).value());
        return new Outcome(root, null, List.of());
    }

    private long append(Bytes transaction) {
        if (used + Integer.BYTES + transaction.size() > CHUNK_BYTES) {
            chunks.add(new byte[CHUNK_BYTES]);
            used = 0;
        }
        long row = (chunks.size() - 1L) * CHUNK_BYTES + used;
        MutableBytes chunk = MutableBytes.wrap(chunks.getLast());
        chunk.setInt(used, transaction.size());
        transaction.copyTo(chunk, used + Integer.BYTES);
        used += Integer.BYTES + transaction.size();
        return row;
    }

    private void put(long row) {
        if (2 * keys >= index.length) {
            long[] old = index;
            index = new long[2 * old.length];
            Arrays.stream(old).filter(entry -> entry != 0).forEach(entry -> index[slot(key(entry - 1))] = entry);
        }
        int slot = slot(key(row));
        keys += index[slot] == 0 ? 1 : 0;
        index[slot] = row + 1;
    }

    /// Where the row of a key is, or has its place.
    private int slot(ByteBuffer key) {
        int mask = index.length - 1;
        int slot = key.hashCode() & mask;
        while (index[slot] != 0 && !key(index[slot] - 1).equals(key)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private ByteBuffer key(long row) {
        byte[] chunk = chunks.get((int) (row / CHUNK_BYTES));
        int start = (int) (row % CHUNK_BYTES) + Integer.BYTES;
        return ByteBuffer.wrap(chunk, start, KEY_BYTES);
    }

    @Override
    public Bytes query(Bytes request) {
        long row = index[slot(ByteBuffer.wrap(request.toArrayUnsafe()))] - 1;
        if (row < 0) {
            return Bytes.EMPTY;
        }
        Bytes chunk = Bytes.wrap(chunks.get((int) (row / CHUNK_BYTES)));
        int start = (int) (row % CHUNK_BYTES);
        return chunk.slice(start + Integer.BYTES, chunk.getInt(start));
    }

    @Override
    public Bytes takeSnapshot() {
        throw new UnsupportedOperationException("the benchmark takes no snapshots");
    }

    @Override
    public List<Entry.Write> install(long height, Bytes32 expected, Bytes state) throws Malformed {
        throw new Malformed("the benchmark takes no snapshots");
    }
}
