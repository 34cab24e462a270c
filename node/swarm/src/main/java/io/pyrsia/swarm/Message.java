package io.pyrsia.swarm;

import io.pyrsia.base.Digest;
import io.pyrsia.storage.blob.Descriptor;
import java.util.BitSet;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/// What two peers say to each other about one blob; `docs/internals/formats.md` has the bytes.
sealed interface Message {

    /// What the peer that opens the stream says.
    sealed interface Asking extends Message {}

    /// What the peer that has the blob says.
    sealed interface Telling extends Message {}

    record Want(Digest sha256) implements Asking {}

    record AskLeaves() implements Asking {}

    record Request(int piece) implements Asking {}

    record Cancel(int piece) implements Asking {}

    /// The blob is not here.
    record Refused() implements Telling {}

    /// Which pieces are here, and what the blob is that they are of; where it is complete, all of them, and the list
    /// is empty.
    record Holding(boolean complete, long size, Bytes pieceRoot, BitSet pieces) implements Telling {

        static Holding of(Descriptor blob, boolean complete, BitSet pieces) {
            return new Holding(complete, blob.size(), blob.pieceRoot(), pieces);
        }

        boolean isOf(Descriptor blob) {
            return size == blob.size() && pieceRoot.equals(blob.pieceRoot());
        }
    }

    record Has(int piece) implements Telling {}

    record Choked(boolean choked) implements Telling {}

    record Leaves(Bytes leaves) implements Telling {}

    /// Others that fetch the same blob.
    record Peers(List<Candidate> candidates) implements Telling {}

    /// A piece, whose bytes follow its number and are read into a buffer of the reader's.
    record Piece(int piece, int length) implements Telling {}
}
