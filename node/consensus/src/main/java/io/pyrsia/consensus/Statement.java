package io.pyrsia.consensus;

import io.pyrsia.base.ByteReader;
import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Malformed;
import org.apache.tuweni.bytes.Bytes32;

/// What authorities sign: one kind of vote on one view of one epoch, and the block it names if it names one.
public record Statement(Kind kind, long epoch, long view, Bytes32 digest) {

    public Statement {
        if (epoch < 0 || view < 0) {
            throw new IllegalArgumentException("an epoch and a view are not negative");
        }
    }

    static Statement skip(long epoch, long view) {
        return new Statement(Kind.SKIP, epoch, view, Bytes32.ZERO);
    }

    void write(ByteWriter out) {
        out.u8(kind.code()).u64(epoch).u64(view);
        if (kind.namesBlock()) {
            out.bytes(digest);
        }
    }

    static Statement read(ByteReader in) throws Malformed {
        Kind kind = Kind.of(in.u8());
        long epoch = in.u64();
        long view = in.u64();
        return new Statement(kind, epoch, view, kind.namesBlock() ? Codec.digest(in) : Bytes32.ZERO);
    }

    @Override
    public String toString() {
        return kind + "(" + epoch + "/" + view + (kind.namesBlock() ? " " + Codec.brief(digest) : "") + ")";
    }
}
