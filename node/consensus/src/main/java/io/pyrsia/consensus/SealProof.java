package io.pyrsia.consensus;

import io.pyrsia.base.ByteReader;
import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Malformed;

/// The end of one epoch, provable to anyone who knows its set: the sealing block's header and why it is final.
public record SealProof(Header header, FinalProof proof) {

    void write(ByteWriter out) {
        header.write(out);
        proof.write(out);
    }

    static SealProof read(ByteReader in) throws Malformed {
        return new SealProof(Header.read(in), FinalProof.read(in));
    }
}
