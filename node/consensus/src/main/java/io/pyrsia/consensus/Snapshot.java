package io.pyrsia.consensus;

import io.pyrsia.base.ByteReader;
import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Malformed;
import java.util.ArrayList;
import java.util.List;
import org.apache.tuweni.bytes.Bytes32;
import org.jspecify.annotations.Nullable;

/// What a joiner needs to trust the application's state at `base`: the chain of seals, and a final block (`witness`)
/// whose header names the state's root. The state's bytes travel apart and are checked against that root.
public record Snapshot(
        Header base,
        Bytes32 stateRoot,
        @Nullable Change change,
        Header witness,
        FinalProof proof,
        List<SealProof> seals) {

    public Snapshot {
        seals = List.copyOf(seals);
    }

    /// The root that the witness must name.
    public Bytes32 executedRoot() {
        return Checkpoint.root(base.height(), base.digest(), stateRoot, change);
    }

    void write(ByteWriter out) {
        base.write(out);
        out.bytes(stateRoot);
        Change.write(change, out);
        witness.write(out);
        proof.write(out);
        out.u16(seals.size());
        seals.forEach(seal -> seal.write(out));
    }

    static Snapshot read(ByteReader in) throws Malformed {
        Header base = Header.read(in);
        Bytes32 root = Codec.digest(in);
        Change change = Change.read(in);
        Header witness = Header.read(in);
        FinalProof proof = FinalProof.read(in);
        int count = in.count(in.u16(), Limits.MAX_SEALS, 1);
        List<SealProof> seals = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            seals.add(SealProof.read(in));
        }
        return new Snapshot(base, root, change, witness, proof, seals);
    }
}
