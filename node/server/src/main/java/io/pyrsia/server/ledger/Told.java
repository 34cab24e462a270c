package io.pyrsia.server.ledger;

import io.pyrsia.base.ByteReader;
import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Malformed;
import io.pyrsia.log.LogPath;
import org.apache.tuweni.bytes.Bytes;

/// What nodes tell each other beside consensus. A tag, then the content.
sealed interface Told {

    int MAX_SIGNATURE_BYTES = 8_192;

    /// How far the sender is.
    record Standing(long height) implements Told {}

    /// The sender's line under the checkpoint of this size.
    record Signed(long size, Bytes line) implements Told {}

    /// A checkpoint with all its signatures.
    record Checkpoint(Bytes note) implements Told {}

    /// Asks for the checkpoint if it is larger than this.
    record Wanted(long above) implements Told {}

    /// Asks for the proof of the end of an epoch.
    record HandoffWanted(long epoch) implements Told {}

    /// The proof of the end of an epoch.
    record Handoff(long epoch, Bytes proof) implements Told {}

    default Bytes encode() {
        ByteWriter out = new ByteWriter();
        switch (this) {
            case Standing(long height) -> out.u8(0).u64(height);
            case Signed(long size, Bytes line) -> out.u8(1).u64(size).bytes16(line);
            case Checkpoint(Bytes note) -> out.u8(2).bytes32(note);
            case Wanted(long above) -> out.u8(3).u64(above);
            case HandoffWanted(long epoch) -> out.u8(4).u64(epoch);
            case Handoff(long epoch, Bytes proof) -> out.u8(5).u64(epoch).bytes32(proof);
        }
        return out.toBytes();
    }

    static Told decode(Bytes encoded) throws Malformed {
        ByteReader in = new ByteReader(encoded);
        int tag = in.u8();
        Told told =
                switch (tag) {
                    case 0 -> new Standing(in.u64());
                    case 1 -> new Signed(in.u64(), in.bytes16(MAX_SIGNATURE_BYTES));
                    case 2 -> new Checkpoint(in.bytes32(LogPath.MAX_CHECKPOINT_BYTES));
                    case 3 -> new Wanted(in.u64());
                    case 4 -> new HandoffWanted(in.u64());
                    case 5 -> new Handoff(in.u64(), in.bytes32(LogPath.MAX_PROOF_BYTES));
                    default -> throw new Malformed("nothing is told with the tag " + tag);
                };
        in.end();
        return told;
    }
}
