package io.pyrsia.base;

import org.apache.tuweni.bytes.Bytes;

/// A node's identity: its Ed25519 public key.
public record NodeId(Bytes key) implements Comparable<NodeId> {

    public static final int BYTES = 32;

    public NodeId {
        if (key.size() != BYTES) {
            throw new IllegalArgumentException("a node's key has " + BYTES + " bytes, not " + key.size());
        }
    }

    public static NodeId parse(String hex) throws Malformed {
        return new NodeId(Hex.decode(hex, BYTES));
    }

    @Override
    public int compareTo(NodeId other) {
        return key.compareTo(other.key);
    }

    @Override
    public String toString() {
        return key.toUnprefixedHexString();
    }
}
