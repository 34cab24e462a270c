package io.pyrsia.storage.blob;

import io.pyrsia.base.Digest;
import io.pyrsia.base.PieceTree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;

/// Where a blob's file is, and what follows its bytes in it: the leaves of its pieces, then the checksums of its
/// chunks.
record Layout(Path folder) {

    private static final int LEAF = 32;

    Path whole() {
        return folder.resolve("whole");
    }

    Path whole(Digest sha256) {
        return fan(sha256.value().get(0) & 0xff).resolve(sha256.hex());
    }

    /// The folder of the blobs whose digest begins with this byte.
    Path fan(int first) {
        return whole().resolve("%02x".formatted(first));
    }

    Path partials() {
        return folder.resolve("partial");
    }

    Path partial(Digest sha256) {
        return partials().resolve(sha256.hex());
    }

    Path arrivals() {
        return folder.resolve("arriving");
    }

    static long leavesAt(long size) {
        return size;
    }

    static int leavesBytes(long size) {
        return PieceTree.pieces(size) * LEAF;
    }

    static long checksumsAt(long size) {
        return size + leavesBytes(size);
    }

    /// The leaves in a whole blob's file, if they lead to its root.
    static Optional<Bytes> readLeaves(Path file, Descriptor descriptor) throws IOException {
        ByteBuffer leaves = ByteBuffer.allocate(leavesBytes(descriptor.size()));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (leaves.hasRemaining()) {
                if (channel.read(leaves, leavesAt(descriptor.size()) + leaves.position()) < 0) {
                    return Optional.empty();
                }
            }
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        Bytes found = Bytes.wrap(leaves.array());
        return PieceTree.root(found).equals(descriptor.pieceRoot()) ? Optional.of(found) : Optional.empty();
    }

    /// What follows the bytes.
    static ByteBuffer footer(Bytes leaves, int[] checksums) {
        ByteBuffer footer = ByteBuffer.allocate(leaves.size() + checksums.length * Integer.BYTES);
        footer.put(leaves.toArrayUnsafe());
        footer.asIntBuffer().put(checksums);
        return footer.rewind();
    }
}
