package io.pyrsia.consensus;

import io.pyrsia.base.ByteReader;
import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Malformed;
import org.apache.tuweni.bytes.Bytes;

/// One authority's signature on a statement; `signer` is its place in the epoch's set.
public record Vote(Statement statement, int signer, Bytes signature) {

    public Vote {
        if (signer < 0 || signer >= Limits.MAX_AUTHORITIES || signature.size() != Codec.SIGNATURE_BYTES) {
            throw new IllegalArgumentException("not a vote: signer " + signer + ", " + signature.size() + " bytes");
        }
    }

    void write(ByteWriter out) {
        statement.write(out);
        out.u8(signer).bytes(signature);
    }

    static Vote read(ByteReader in) throws Malformed {
        Statement statement = Statement.read(in);
        return new Vote(statement, signer(in), Codec.signature(in));
    }

    static int signer(ByteReader in) throws Malformed {
        int signer = in.u8();
        if (signer >= Limits.MAX_AUTHORITIES) {
            throw new Malformed("no set has an authority " + signer);
        }
        return signer;
    }

    @Override
    public String toString() {
        return statement + " by " + signer;
    }
}
