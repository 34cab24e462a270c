package io.pyrsia.sim.node;

import io.pyrsia.base.ByteReader;
import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.NodeId;
import io.pyrsia.consensus.AuthoritySet;
import io.pyrsia.consensus.Block;
import io.pyrsia.consensus.Entry;
import io.pyrsia.consensus.Genesis;
import io.pyrsia.consensus.Limits;
import io.pyrsia.consensus.Rescue;
import io.pyrsia.consensus.Seal;
import io.pyrsia.consensus.StateMachine;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.tuweni.bytes.Bytes;
import org.apache.tuweni.bytes.Bytes32;
import org.jspecify.annotations.Nullable;

/// The application of the simulation: the numbers that clients appended, each once, and the set that shall take over.
///
/// The thread of the run owns it.
public final class AppendMachine implements StateMachine {

    /// Where the whole state is stored, block by block.
    static final Bytes STATE = Bytes.of(1);

    /// Numbers that a state holds at most.
    private static final int MAX_NUMBERS = 1_000_000;

    private final boolean storesState;
    private long height;
    private TreeSet<Long> numbers = new TreeSet<>();
    private @Nullable AuthoritySet next;

    /// @param stored the state after the last block that was stored, if there is one
    /// @param storesState whether it stores its state with every block, or is brought forward again by the blocks
    AppendMachine(@Nullable Bytes stored, boolean storesState) {
        this.storesState = storesState;
        if (stored != null) {
            try {
                read(stored);
            } catch (Malformed e) {
                throw new IllegalStateException("the disk holds a state that this machine did not write", e);
            }
        }
    }

    /// The root of the state before the first block.
    public static Bytes32 genesisRoot() {
        return new AppendMachine(null, false).root();
    }

    @Override
    public long initialize(Genesis genesis) {
        return height;
    }

    @Override
    public Outcome apply(Block block) {
        if (block.height() != height + 1) {
            throw new IllegalStateException("block " + block.height() + " was applied to state " + height);
        }
        height = block.height();
        Seal seal = block.seal();
        if (seal != null && (seal.next().equals(next) || Rescue.is(block))) {
            next = null;
        }
        block.transactions().forEach(this::execute);
        List<Entry.Write> writes = storesState ? List.of(new Entry.Write(STATE, takeSnapshot())) : List.of();
        return new Outcome(root(), next, writes);
    }

    private void execute(Bytes encoded) {
        try {
            Transaction transaction = Transaction.decode(encoded);
            if (numbers.add(transaction.number()) && transaction.next() != null) {
                next = transaction.next();
            }
        } catch (Malformed e) {
            // A rejected transaction changes nothing.
        }
    }

    boolean contains(long number) {
        return numbers.contains(number);
    }

    /// How many numbers were appended, and the last 8 bytes of the state's root.
    @Override
    public Bytes query(Bytes request) {
        return new ByteWriter().u64(numbers.size()).bytes(root().slice(24)).toBytes();
    }

    @Override
    public Bytes takeSnapshot() {
        ByteWriter out = new ByteWriter().u64(height).u32(numbers.size());
        numbers.forEach(out::u64);
        List<NodeId> members = next == null ? List.of() : next.members();
        out.u8(members.size());
        members.forEach(member -> out.bytes(member.key()));
        return out.toBytes();
    }

    @Override
    public List<Entry.Write> install(long atHeight, Bytes32 root, Bytes state) throws Malformed {
        AppendMachine other = new AppendMachine(null, false);
        other.read(state);
        if (!other.root().equals(root) || other.height != atHeight) {
            throw new Malformed("the state has another root");
        }
        read(state);
        return List.of();
    }

    private void read(Bytes state) throws Malformed {
        ByteReader in = new ByteReader(state);
        long readHeight = in.u64();
        int count = in.count(in.u32(), MAX_NUMBERS, Long.BYTES);
        TreeSet<Long> readNumbers = new TreeSet<>();
        for (int i = 0; i < count; i++) {
            readNumbers.add(in.u64());
        }
        int members = in.count(in.u8(), Limits.MAX_AUTHORITIES, NodeId.BYTES);
        List<NodeId> set = new ArrayList<>(members);
        for (int i = 0; i < members; i++) {
            set.add(new NodeId(in.bytes(NodeId.BYTES)));
        }
        in.end();
        next = set.isEmpty() ? null : AuthoritySet.of(set);
        height = readHeight;
        numbers = readNumbers;
    }

    private Bytes32 root() {
        return Bytes32.wrap(Digest.sha256(takeSnapshot()).value());
    }
}
