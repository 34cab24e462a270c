package io.pyrsia.storage.blob;

import io.pyrsia.base.ByteSize;
import io.pyrsia.base.Digest;
import io.pyrsia.base.PieceTree;
import io.pyrsia.base.seam.ManualClock;
import io.pyrsia.storage.Database;
import io.pyrsia.storage.StorageSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.tuweni.bytes.Bytes;

/// A blob store on real files and a real database, with a clock that a test moves.
final class BlobFixture implements AutoCloseable {

    final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    final Database database;
    final Path blobs;

    BlobFixture(Path folder) {
        database = Database.open(folder.resolve("rows"), StorageSettings.small());
        blobs = folder.resolve("blobs");
    }

    BlobStore open() throws IOException {
        return BlobStore.open(blobs, database, BlobSettings.unlimited(), clock);
    }

    BlobStore open(long quota) throws IOException {
        return BlobStore.open(blobs, database, new BlobSettings(new ByteSize(quota)), clock);
    }

    Blob put(BlobStore store, byte[] content) throws IOException {
        try (BlobWriter writer = store.write(Expectation.of(Digest.sha256(Bytes.wrap(content)), content.length))) {
            writer.write(content, 0, content.length);
            return writer.commit();
        }
    }

    byte[] read(BlobStore store, Digest digest) throws IOException {
        try (InputStream all = store.read(digest).orElseThrow().stream(0)) {
            return all.readAllBytes();
        }
    }

    /// Changes one byte of a blob's file.
    void flip(Digest sha256, long at) throws IOException {
        Path file = new Layout(blobs).whole(sha256);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, at);
            channel.write(ByteBuffer.wrap(new byte[] {(byte) ~one.get(0)}), at);
        }
    }

    List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(blobs)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    static byte[] content(long seed, int size) {
        byte[] content = new byte[size];
        new SplittableRandom(seed).nextBytes(content);
        return content;
    }

    static Bytes leaves(byte[] content) {
        Bytes leaves = Bytes.EMPTY;
        for (int at = 0; at < content.length; at += PieceTree.PIECE_BYTES) {
            int length = Math.min(PieceTree.PIECE_BYTES, content.length - at);
            leaves = Bytes.concatenate(leaves, PieceTree.leaf(content, at, length));
        }
        return leaves;
    }

    @Override
    public void close() {
        database.close();
    }
}
