package io.pyrsia.ledger.transaction;

import io.pyrsia.base.ByteReader;
import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Digest;
import io.pyrsia.base.Hex;
import io.pyrsia.base.Malformed;
import io.pyrsia.ledger.codec.Codec;
import io.pyrsia.ledger.codec.Fields;
import org.apache.tuweni.bytes.Bytes;

/// The SHA-256 name of a transaction, a build request (its transaction's) or a proposal (its action's).
public record Id(Bytes value) implements Comparable<Id> {

    public static final int BYTES = 32;
    public static final Codec<Id> CODEC = Fields.codec(
            (Id id, ByteWriter out) -> out.bytes(id.value), (ByteReader in) -> new Id(Fields.bytes(in, BYTES)));

    public Id {
        if (value.size() != BYTES) {
            throw new IllegalArgumentException("an id has " + BYTES + " bytes, not " + value.size());
        }
    }

    public static Id of(Bytes content) {
        return new Id(Digest.sha256(content).value());
    }

    public static Id parse(String hex) throws Malformed {
        return new Id(Hex.decode(hex, BYTES));
    }

    @Override
    public int compareTo(Id other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toUnprefixedHexString();
    }
}
