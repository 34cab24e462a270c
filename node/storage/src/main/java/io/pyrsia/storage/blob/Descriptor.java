package io.pyrsia.storage.blob;

import io.pyrsia.base.Digest;
import io.pyrsia.base.PieceTree;
import org.apache.tuweni.bytes.Bytes;

/// What the log says of a blob, enough to fetch it from anyone and check every piece.
public record Descriptor(Digest sha256, long size, Bytes pieceRoot) {

    public Descriptor {
        if (sha256.algorithm() != Digest.Algorithm.SHA256 || pieceRoot.size() != Digest.Algorithm.SHA256.bytes()) {
            throw new IllegalArgumentException("a blob is named by SHA-256");
        }
        PieceTree.pieces(size);
    }

    public int pieces() {
        return PieceTree.pieces(size);
    }

    public int pieceBytes(int piece) {
        return PieceTree.pieceBytes(size, piece);
    }
}
