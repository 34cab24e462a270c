package io.pyrsia.storage.blob;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Digest.Algorithm;
import io.pyrsia.base.PieceTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What goes in comes out again, whole or not at all.
class BlobStoreTest {

    @TempDir
    Path folder;

    private BlobFixture fixture;
    private BlobStore store;

    @BeforeEach
    void open() throws IOException {
        fixture = new BlobFixture(folder);
        store = fixture.open();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void everySizeComesBackAsItWas() throws IOException {
        for (int size : List.of(0, 1, 65_535, 65_536, 65_537, 1 << 20, (1 << 20) + 1, 3_500_000)) {
            byte[] content = BlobFixture.content(size, size);
            Blob blob = fixture.put(store, content);
            assertEquals(Digest.sha256(Bytes.wrap(content)), blob.sha256());
            assertEquals(PieceTree.root(BlobFixture.leaves(content)), blob.pieceRoot());
            assertArrayEquals(content, fixture.read(store, blob.sha256()), "of " + size);
        }
    }

    @Test
    void aBlobIsFoundByEitherDigest() throws IOException {
        byte[] content = BlobFixture.content(1, 100_000);
        Digest sha512 = Digest.of(Algorithm.SHA512, Bytes.wrap(content));
        try (BlobWriter writer = store.write(Expectation.of(sha512))) {
            writer.write(content, 0, content.length);
            assertEquals(sha512, writer.commit().sha512());
        }
        assertArrayEquals(content, fixture.read(store, sha512));
        assertTrue(store.delete(sha512));
        assertFalse(store.contains(sha512));
        assertFalse(store.contains(Digest.sha256(Bytes.wrap(content))));
    }

    @Test
    void rangesAreReadFromAnywhere() throws IOException {
        byte[] content = BlobFixture.content(2, 200_000);
        Digest digest = fixture.put(store, content).sha256();
        try (BlobReader reader = store.read(digest).orElseThrow()) {
            byte[] part = new byte[10];
            assertEquals(10, reader.read(70_000, part, 0, 10));
            assertArrayEquals(java.util.Arrays.copyOfRange(content, 70_000, 70_010), part);
            assertEquals(5, reader.read(199_995, part, 0, 10));
            assertEquals(-1, reader.read(200_000, part, 0, 10));
            assertEquals(-1, reader.read(Long.MAX_VALUE, part, 0, 10));
        }
    }

    @Test
    void wrongBytesAreNotKept() throws IOException {
        byte[] content = BlobFixture.content(3, 100_000);
        Digest other = Digest.sha256(Bytes.of(1));
        try (BlobWriter writer = store.write(Expectation.of(other))) {
            writer.write(content, 0, content.length);
            assertThrows(WrongBytes.class, writer::commit);
        }
        try (BlobWriter writer = store.write(Expectation.of(Digest.sha256(Bytes.wrap(content)), 99_999))) {
            assertThrows(WrongBytes.class, () -> writer.write(content, 0, content.length));
        }
        try (BlobWriter writer = store.write(Expectation.of(Digest.sha256(Bytes.wrap(content)), 100_001))) {
            writer.write(content, 0, content.length);
            assertThrows(WrongBytes.class, writer::commit);
        }
        try (BlobWriter writer = store.write(Expectation.nothing())) {
            writer.write(content, 0, content.length);
            assertThrows(WrongBytes.class, () -> writer.commit(other));
        }
        assertEquals(List.of(), store.list(null, 10));
        assertEquals(0, store.usedBytes());
        assertEquals(List.of(), fixture.files());
    }

    @Test
    void whatHasArrivedCanBeReadButNotTheEndBeforeItIsProven() throws Exception {
        byte[] content = BlobFixture.content(4, 300_000);
        Digest digest = Digest.sha256(Bytes.wrap(content));
        CompletableFuture<byte[]> rest = new CompletableFuture<>();
        try (BlobWriter writer = store.write(Expectation.of(digest, content.length));
                BlobReader reader = store.follow(digest).orElseThrow()) {
            writer.write(content, 0, 150_000);
            byte[] first = new byte[65_536];
            assertEquals(65_536, reader.read(0, first, 0, first.length));
            Thread.ofVirtual().start(() -> {
                try (InputStream all = reader.stream(0)) {
                    rest.complete(all.readAllBytes());
                } catch (IOException e) {
                    rest.completeExceptionally(e);
                }
            });
            writer.write(content, 150_000, 150_000);
            assertFalse(rest.isDone());
            writer.commit();
            assertArrayEquals(content, rest.get());
        }
        assertArrayEquals(content, fixture.read(store, digest));
    }

    @Test
    void readersOfABlobThatFailsGetAnError() throws Exception {
        byte[] content = BlobFixture.content(5, 100_000);
        Digest digest = Digest.sha256(Bytes.of(9));
        BlobWriter writer = store.write(Expectation.of(digest, content.length));
        try (BlobReader reader = store.follow(digest).orElseThrow()) {
            writer.write(content, 0, content.length);
            byte[] first = new byte[65_536];
            assertEquals(65_536, reader.read(0, first, 0, first.length));
            assertThrows(WrongBytes.class, writer::commit);
            writer.close();
            assertThrows(IOException.class, () -> reader.read(65_536, first, 0, 1));
        }
        assertTrue(store.follow(digest).isEmpty());
    }

    @Test
    void aByteThatTheDiskChangesIsNeverReadAndTheBlobIsGone() throws IOException {
        byte[] content = BlobFixture.content(6, 200_000);
        for (int at : List.of(0, 70_000, 199_999)) {
            Digest digest = fixture.put(store, content).sha256();
            fixture.flip(digest, at);
            List<Descriptor> told = new java.util.ArrayList<>();
            store.onDamage(told::add);
            assertThrows(DamagedBlob.class, () -> fixture.read(store, digest));
            assertFalse(store.contains(digest));
            assertEquals(1, told.size());
        }
    }

    @Test
    void whoReadsMayReadOnWhenABlobIsDeleted() throws IOException {
        byte[] content = BlobFixture.content(7, 200_000);
        Digest digest = fixture.put(store, content).sha256();
        try (BlobReader reader = store.read(digest).orElseThrow()) {
            assertTrue(store.delete(digest));
            assertTrue(store.read(digest).isEmpty());
            try (InputStream all = reader.stream(0)) {
                assertArrayEquals(content, all.readAllBytes());
            }
        }
    }

    @Test
    void whatWasStoredIsThereWhenTheStoreIsOpenedAgain() throws IOException {
        byte[] content = BlobFixture.content(8, 200_000);
        Digest digest = fixture.put(store, content).sha256();
        store.write(Expectation.nothing()).write(content, 0, content.length);
        Files.writeString(folder.resolve("blobs/whole/00/stray"), "of nobody");
        BlobStore again = fixture.open();
        assertArrayEquals(content, fixture.read(again, digest));
        assertEquals(content.length, again.usedBytes());
        try (Stream<Path> files = Files.walk(folder.resolve("blobs"))) {
            assertEquals(1, files.filter(Files::isRegularFile).count());
        }
    }

    @Test
    void pinsAreCountedByOwner() throws IOException {
        Digest digest = fixture.put(store, new byte[10]).sha256();
        store.pin(digest, "one");
        store.pin(digest, "one");
        store.pin(digest, "two");
        assertEquals(List.of("one", "two"), store.owners(digest));
        store.unpin(digest, "one");
        store.unpin(digest, "two");
        assertEquals(List.of(), store.owners(digest));
    }
}
