package io.pyrsia.ledger.transaction;

import io.pyrsia.ledger.codec.Codec;
import io.pyrsia.ledger.codec.Fields;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/// One artifact's SHA-256 at each rung of the comparison ladder: raw (E0), then more and more normalised (to E4).
///
/// Two builds are as much the same as the first rung at which their digests are equal; the vote is on the last one.
public record Forms(List<Bytes> digests) {

    public static final int RUNGS = 5;

    static final Codec<Forms> CODEC = Fields.codec(
            (forms, out) -> forms.digests.forEach(out::bytes),
            in -> new Forms(List.of(
                    Fields.bytes(in, 32),
                    Fields.bytes(in, 32),
                    Fields.bytes(in, 32),
                    Fields.bytes(in, 32),
                    Fields.bytes(in, 32))));

    public Forms {
        digests = List.copyOf(digests);
        if (digests.size() != RUNGS || digests.stream().anyMatch(digest -> digest.size() != 32)) {
            throw new IllegalArgumentException("a ladder has " + RUNGS + " digests of 32 bytes");
        }
    }

    public Bytes raw() {
        return digests.getFirst();
    }

    public Bytes normalised() {
        return digests.getLast();
    }

    /// What is equal on one rung is equal on all above it: whoever says otherwise, to look better than it voted, is
    /// believed by its vote.
    public Sameness compareWith(Forms other) {
        if (!normalised().equals(other.normalised())) {
            return Sameness.X;
        }
        for (int rung = 0; rung < RUNGS; rung++) {
            if (digests.get(rung).equals(other.digests.get(rung))) {
                return Sameness.ORDER.get(rung);
            }
        }
        return Sameness.X;
    }
}
