package io.pyrsia.swarm;

import io.pyrsia.base.PieceTree;
import io.pyrsia.storage.blob.BlobReader;
import io.pyrsia.storage.blob.Descriptor;
import io.pyrsia.storage.blob.PartialBlob;
import java.io.IOException;
import java.util.BitSet;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// What this node has of a blob, as one upload sees it.
sealed interface Holding extends AutoCloseable {

    Descriptor descriptor();

    Message.Holding message();

    /// Null while nobody told them.
    @Nullable
    Bytes leaves();

    boolean has(int piece);

    void read(int piece, byte[] target) throws IOException;

    @Override
    void close() throws IOException;

    /// The whole blob; it is not evicted while it is held.
    record Whole(Descriptor descriptor, @Nullable Bytes leaves, BlobReader reader) implements Holding {

        @Override
        public Message.Holding message() {
            return Message.Holding.of(descriptor, true, new BitSet());
        }

        @Override
        public boolean has(int piece) {
            return piece < descriptor.pieces();
        }

        @Override
        public void read(int piece, byte[] target) throws IOException {
            long at = (long) piece * PieceTree.PIECE_BYTES;
            int length = descriptor.pieceBytes(piece);
            for (int done = 0; done < length; ) {
                int count = reader.read(at + done, target, done, length - done);
                if (count < 0) {
                    throw new IOException("the blob is shorter than its row says");
                }
                done += count;
            }
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }

    /// A blob that this node fetches itself.
    record Part(PartialBlob partial) implements Holding {

        @Override
        public Descriptor descriptor() {
            return partial.descriptor();
        }

        @Override
        public Message.Holding message() {
            return Message.Holding.of(partial.descriptor(), false, partial.pieces());
        }

        @Override
        public @Nullable Bytes leaves() {
            return partial.leaves();
        }

        @Override
        public boolean has(int piece) {
            return partial.pieces().get(piece);
        }

        @Override
        public void read(int piece, byte[] target) throws IOException {
            int length = partial.read(piece, target);
            if (length != descriptor().pieceBytes(piece)) {
                throw new IOException("a piece has another length than its blob says");
            }
        }

        @Override
        public void close() {}
    }
}
