package io.pyrsia.server.consensus;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.consensus.Block;
import io.pyrsia.consensus.Entry;
import io.pyrsia.consensus.Genesis;
import io.pyrsia.consensus.StateMachine;
import io.pyrsia.storage.Column;
import java.util.ArrayList;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.apache.tuweni.bytes.Bytes32;

/// A small application: a chain of hashes over all transactions, each stored under its number in the node's store.
final class Ledgerlet implements StateMachine {

    static final Bytes32 GENESIS_ROOT = Bytes32.ZERO;

    private Bytes32 root = GENESIS_ROOT;
    private long count;

    @Override
    public long initialize(Genesis genesis) {
        return 0;
    }

    @Override
    public Outcome apply(Block block) {
        List<Entry.Write> writes = new ArrayList<>();
        for (Bytes transaction : block.transactions()) {
            root = Bytes32.wrap(
                    Digest.sha256(Bytes.concatenate(root, transaction)).value());
            Bytes key = ApplicationRows.key(Column.ENTRIES, Bytes.ofUnsignedLong(count++));
            writes.add(new Entry.Write(key, transaction));
        }
        return new Outcome(root, null, writes);
    }

    @Override
    public Bytes query(Bytes request) {
        return root;
    }

    @Override
    public Bytes takeSnapshot() {
        return Bytes.concatenate(root, Bytes.ofUnsignedLong(count));
    }

    @Override
    public List<Entry.Write> install(long height, Bytes32 expected, Bytes state) throws Malformed {
        if (state.size() != 40 || !state.slice(0, 32).equals(expected)) {
            throw new Malformed("not the state that was asked for");
        }
        root = expected;
        count = state.getLong(32);
        return List.of();
    }
}
