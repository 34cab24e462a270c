package io.pyrsia.consensus;

import org.apache.tuweni.bytes.Bytes32;

/// One term of one set of authorities, and the final block that it builds on: the seal of the epoch before, or genesis.
///
/// Views start at 1 in every epoch; view 0 stands for the base, which counts as notarised and final.
public record Epoch(long number, AuthoritySet authorities, long baseHeight, Bytes32 baseDigest) {

    Epoch next(AuthoritySet authorities, long sealHeight, Bytes32 sealDigest) {
        return new Epoch(number + 1, authorities, sealHeight, sealDigest);
    }
}
