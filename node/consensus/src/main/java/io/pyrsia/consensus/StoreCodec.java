package io.pyrsia.consensus;

import io.pyrsia.base.ByteReader;
import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Malformed;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// The one encoding of each value that a [DurableStore] on disk keeps; what is damaged is [Malformed], never a guess.
public final class StoreCodec {

    /// Turns stored bytes into a value.
    private interface Form<T> {
        T read(ByteReader in) throws Malformed;
    }

    /// The first byte of every value.
    private static final int VERSION = 1;

    private StoreCodec() {}

    public static Bytes encode(Entry.Birth birth) {
        return start().bytes(birth.key().key()).u64(birth.votesFromEpoch()).toBytes();
    }

    public static Entry.Birth birth(Bytes stored) throws Malformed {
        return read(stored, in -> new Entry.Birth(Codec.nodeId(in), in.u64()));
    }

    public static Bytes encode(Vote vote) {
        return finish(start(), vote::write);
    }

    public static Vote vote(Bytes stored) throws Malformed {
        return read(stored, Vote::read);
    }

    public static Bytes encode(Block block) {
        return finish(start(), block::write);
    }

    /// A block whose transactions are the ones that its header names.
    public static Block block(Bytes stored) throws Malformed {
        Block block = read(stored, Block::read);
        if (!block.matchesHeader()) {
            throw new Malformed("a block's transactions are not those of its header");
        }
        return block;
    }

    public static Bytes encode(Certificate certificate) {
        return finish(start(), certificate::write);
    }

    public static Certificate certificate(Bytes stored) throws Malformed {
        return read(stored, Certificate::read);
    }

    public static Bytes encode(SealProof seal) {
        return finish(start(), seal::write);
    }

    public static SealProof seal(Bytes stored) throws Malformed {
        return read(stored, SealProof::read);
    }

    /// What a committed block gave and why it is final, without the block.
    public static Bytes encodeExecution(Entry.Committed committed) {
        ByteWriter out = start();
        write(committed.applied(), out);
        FinalProof proof = committed.proof();
        out.u8(proof == null ? 0 : 1);
        if (proof != null) {
            proof.write(out);
        }
        return out.toBytes();
    }

    public static AppliedBlock applied(Bytes execution) throws Malformed {
        return committed(execution).applied;
    }

    public static Entry.Committed committed(Bytes execution, Block block) throws Malformed {
        Execution read = committed(execution);
        if (!read.applied.digest().equals(block.digest())) {
            throw new Malformed("a committed block is not the one that was executed");
        }
        return new Entry.Committed(block, read.proof, read.applied);
    }

    /// A snapshot without the application's state.
    public static Bytes encodeHead(StoredSnapshot snapshot) {
        ByteWriter out = start();
        snapshot.base().write(out);
        write(snapshot.applied(), out);
        Snapshot received = snapshot.received();
        out.u8(received == null ? 0 : 1);
        if (received != null) {
            received.write(out);
        }
        return out.toBytes();
    }

    public static StoredSnapshot snapshot(Bytes head, Bytes state) throws Malformed {
        return read(
                head,
                in -> new StoredSnapshot(
                        Header.read(in), applied(in), state, Codec.flag(in) ? Snapshot.read(in) : null));
    }

    private record Execution(AppliedBlock applied, @Nullable FinalProof proof) {}

    private static Execution committed(Bytes execution) throws Malformed {
        return read(execution, in -> new Execution(applied(in), Codec.flag(in) ? FinalProof.read(in) : null));
    }

    private static void write(AppliedBlock applied, ByteWriter out) {
        out.u64(applied.height()).bytes(applied.digest()).bytes(applied.stateRoot());
        Change.write(applied.change(), out);
    }

    private static AppliedBlock applied(ByteReader in) throws Malformed {
        return new AppliedBlock(in.u64(), Codec.digest(in), Codec.digest(in), Change.read(in));
    }

    private static ByteWriter start() {
        return new ByteWriter().u8(VERSION);
    }

    private static Bytes finish(ByteWriter out, java.util.function.Consumer<ByteWriter> value) {
        value.accept(out);
        return out.toBytes();
    }

    private static <T> T read(Bytes stored, Form<T> form) throws Malformed {
        ByteReader in = new ByteReader(stored);
        int version = in.u8();
        if (version != VERSION) {
            throw new Malformed("a stored value has the version " + version + ", this node knows " + VERSION);
        }
        T value = form.read(in);
        in.end();
        return value;
    }
}
