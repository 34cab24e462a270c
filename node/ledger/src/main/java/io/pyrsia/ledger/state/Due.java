package io.pyrsia.ledger.state;

import io.pyrsia.base.ByteReader;
import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Malformed;
import io.pyrsia.ledger.codec.Fields;
import io.pyrsia.ledger.transaction.Id;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/// Something that happens by itself at a time; as a key it sorts by that time.
public record Due(long timeMs, Kind kind, Id id) {

    /// What happens.
    public enum Kind {
        REQUEST,
        PROPOSAL,
        CLOSED
    }

    private static final List<Kind> KINDS = List.of(Kind.REQUEST, Kind.PROPOSAL, Kind.CLOSED);

    static final int KEY_BYTES = 8 + 1 + Id.BYTES;

    public Bytes key() {
        ByteWriter out = new ByteWriter().u64(timeMs);
        Fields.writeConstant(kind, KINDS, out);
        return out.bytes(id.value()).toBytes();
    }

    public static Due ofKey(Bytes key) {
        try {
            ByteReader in = new ByteReader(key);
            return new Due(in.u64(), Fields.readConstant(KINDS, in), Id.CODEC.read(in));
        } catch (Malformed e) {
            throw new IllegalStateException("a key that no code here wrote: " + key, e);
        }
    }
}
