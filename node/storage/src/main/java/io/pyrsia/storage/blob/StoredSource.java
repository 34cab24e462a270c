package io.pyrsia.storage.blob;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;

/// The chunks of a blob that is whole.
final class StoredSource implements BlobSource {

    private final Blob blob;
    private final BlobStore store;
    private final FileChannel file;
    /// The checksums of one piece's chunks.
    private final ByteBuffer checksums = ByteBuffer.allocate(Chunks.IN_PIECE * Integer.BYTES);

    private int checksumsOf = -1;
    private boolean closed;

    StoredSource(Blob blob, BlobStore store, Path path) throws IOException {
        this.blob = blob;
        this.store = store;
        this.file = FileChannel.open(path, StandardOpenOption.READ);
    }

    @Override
    public OptionalLong size() {
        return OptionalLong.of(blob.size());
    }

    @Override
    public int await(int chunk) {
        return Chunks.length(blob.size(), chunk);
    }

    @Override
    public int checksum(int chunk) throws IOException {
        int piece = chunk / Chunks.IN_PIECE;
        if (piece != checksumsOf) {
            checksums.clear();
            long at = Layout.checksumsAt(blob.size()) + (long) piece * checksums.capacity();
            while (checksums.hasRemaining() && file.read(checksums, at + checksums.position()) > 0) {
                // Until the last piece's checksums end with the file.
            }
            checksumsOf = piece;
        }
        int index = chunk % Chunks.IN_PIECE * Integer.BYTES;
        if (index + Integer.BYTES > checksums.position()) {
            damaged();
            throw new DamagedBlob("the file of a blob is too short");
        }
        return checksums.getInt(index);
    }

    @Override
    public FileChannel file() {
        return file;
    }

    @Override
    public void damaged() {
        store.damaged(blob);
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            store.release(blob);
            file.close();
        }
    }
}
