package io.pyrsia.consensus;

import io.pyrsia.base.ByteReader;
import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Malformed;
import org.jspecify.annotations.Nullable;

/// The membership that the application has decided on at a height, not yet sealed.
public record Change(AuthoritySet next, long decidedAt) {

    static void write(@Nullable Change change, ByteWriter out) {
        out.u8(change == null ? 0 : 1);
        if (change != null) {
            change.next.write(out);
            out.u64(change.decidedAt);
        }
    }

    static @Nullable Change read(ByteReader in) throws Malformed {
        return Codec.flag(in) ? new Change(AuthoritySet.read(in), in.u64()) : null;
    }
}
