package io.pyrsia.consensus;

import io.pyrsia.base.ByteReader;
import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Malformed;

/// The part of a block that ends its epoch (rule 12): the next set, the height at which the application decided on it,
/// and the readiness of a quorum of that set.
public record Seal(AuthoritySet next, long decidedAt, Certificate ready) {

    void write(ByteWriter out) {
        next.write(out);
        out.u64(decidedAt);
        ready.write(out);
    }

    static Seal read(ByteReader in) throws Malformed {
        AuthoritySet next = AuthoritySet.read(in);
        return new Seal(next, in.u64(), Certificate.read(in));
    }
}
