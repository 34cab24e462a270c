package io.pyrsia.consensus;

import io.pyrsia.base.ByteReader;
import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.NodeId;
import java.util.ArrayList;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.apache.tuweni.bytes.Bytes32;
import org.jspecify.annotations.Nullable;

/// A small application for tests: it keeps all transactions, and one that starts with `M` asks for the set that the
/// numbers behind it name.
final class Register implements StateMachine {

    private static final int MEMBERSHIP = 'M';

    private final List<Bytes> transactions = new ArrayList<>();
    private @Nullable AuthoritySet wanted;
    private long height;

    static Bytes membership(int... numbers) {
        Bytes transaction = Bytes.of(MEMBERSHIP);
        for (int number : numbers) {
            transaction = Bytes.concatenate(transaction, Bytes.of(number));
        }
        return transaction;
    }

    static Bytes32 genesisRoot() {
        return root(List.of());
    }

    /// From now on this replica computes something else than the others.
    void corrupt() {
        transactions.add(Bytes.of(0xff));
    }

    List<Bytes> transactions() {
        return List.copyOf(transactions);
    }

    @Override
    public long initialize(Genesis genesis) {
        return height;
    }

    @Override
    public Outcome apply(Block block) {
        Seal seal = block.seal();
        if (seal != null && seal.next().equals(wanted)) {
            wanted = null;
        }
        for (Bytes transaction : block.transactions()) {
            transactions.add(transaction);
            if (transaction.get(0) == MEMBERSHIP) {
                wanted = wanted(transaction);
            }
        }
        height = block.height();
        return new Outcome(root(transactions), wanted, List.of());
    }

    private @Nullable AuthoritySet wanted(Bytes transaction) {
        List<NodeId> members = new ArrayList<>();
        for (int i = 1; i < transaction.size(); i++) {
            members.add(TestKeys.node(transaction.get(i)));
        }
        try {
            return AuthoritySet.of(members);
        } catch (Malformed e) {
            return wanted;
        }
    }

    private static Bytes32 root(List<Bytes> transactions) {
        return Bytes32.wrap(Digest.sha256(Block.body(transactions)).value());
    }

    @Override
    public Bytes query(Bytes request) {
        return Bytes.ofUnsignedInt(transactions.size());
    }

    @Override
    public Bytes takeSnapshot() {
        return Block.body(transactions);
    }

    @Override
    public List<Entry.Write> install(long height, Bytes32 root, Bytes state) throws Malformed {
        if (!Digest.sha256(state).value().equals(root)) {
            throw new Malformed("these bytes are not the state that was asked for");
        }
        ByteReader in = new ByteReader(state);
        long count = in.u32();
        transactions.clear();
        for (long i = 0; i < count; i++) {
            transactions.add(in.bytes32(Limits.MAX_TRANSACTION_BYTES));
        }
        this.height = height;
        return List.of();
    }
}
