package io.pyrsia.storage.blob;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Digest;
import io.pyrsia.base.PieceTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The power fails before every step of every operation: what was acknowledged is there, and all that is there is
/// right.
@Tag("long")
class CrashTest {

    private static final byte[] STREAMED = BlobFixture.content(1, 70_000);
    private static final byte[] IN_PIECES = BlobFixture.content(2, PieceTree.PIECE_BYTES + 5_000);
    private static final byte[] LATER = BlobFixture.content(3, 1_000);
    private static final Map<Digest, byte[]> ALL =
            Map.of(digest(STREAMED), STREAMED, digest(IN_PIECES), IN_PIECES, digest(LATER), LATER);

    @TempDir
    Path folder;

    /// What the store said is there.
    private final Set<Digest> acknowledged = new HashSet<>();
    /// What is being removed: it may be there or not.
    private final Set<Digest> leaving = new HashSet<>();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anyStep(boolean losesUnsynced) throws IOException {
        boolean crashed = true;
        for (int step = 0; crashed; step++) {
            try (BlobFixture fixture = new BlobFixture(folder.resolve(losesUnsynced + "-" + step))) {
                fixture.open();
                crashed = crashes(fixture, step, losesUnsynced);
                check(fixture, "before step " + step);
            }
            assertTrue(step < 200, "the operations never end");
        }
    }

    private boolean crashes(BlobFixture fixture, int step, boolean losesUnsynced) throws IOException {
        acknowledged.clear();
        leaving.clear();
        // Opening takes some steps of its own, which have been taken when the operations begin.
        CrashingDisk disk = new CrashingDisk(new LocalDisk(fixture.database), step, losesUnsynced);
        try {
            BlobRows rows = new BlobRows(fixture.database);
            operate(fixture, BlobStore.open(disk, rows, fixture.blobs, BlobSettings.unlimited(), fixture.clock));
            return false;
        } catch (CrashingDisk.PowerFailed e) {
            disk.lose();
            return true;
        }
    }

    private void operate(BlobFixture fixture, BlobStore store) throws IOException {
        acknowledged.add(fixture.put(store, STREAMED).sha256());
        Bytes leaves = BlobFixture.leaves(IN_PIECES);
        Descriptor descriptor = new Descriptor(digest(IN_PIECES), IN_PIECES.length, PieceTree.root(leaves));
        try (PartialBlob partial = store.partial(descriptor)) {
            partial.leaves(leaves);
            partial.put(1, Arrays.copyOfRange(IN_PIECES, PieceTree.PIECE_BYTES, IN_PIECES.length), 5_000);
            partial.put(0, IN_PIECES, PieceTree.PIECE_BYTES);
            acknowledged.add(partial.commit().sha256());
        }
        leaving.add(digest(STREAMED));
        acknowledged.remove(digest(STREAMED));
        assertTrue(store.delete(digest(STREAMED)));
        acknowledged.add(fixture.put(store, LATER).sha256());
    }

    private void check(BlobFixture fixture, String when) throws IOException {
        BlobStore store = fixture.open();
        Set<Digest> there = new HashSet<>();
        for (Blob blob : store.list(null, 100)) {
            there.add(blob.sha256());
            assertArrayEquals(ALL.get(blob.sha256()), fixture.read(store, blob.sha256()), when);
        }
        assertTrue(there.containsAll(acknowledged), when + ": " + acknowledged + " were acknowledged");
        Bytes leaves = BlobFixture.leaves(IN_PIECES);
        Descriptor descriptor = new Descriptor(digest(IN_PIECES), IN_PIECES.length, PieceTree.root(leaves));
        if (!store.contains(descriptor.sha256())) {
            try (PartialBlob partial = store.partial(descriptor)) {
                partial.leaves(leaves);
                partial.put(1, Arrays.copyOfRange(IN_PIECES, PieceTree.PIECE_BYTES, IN_PIECES.length), 5_000);
                partial.put(0, IN_PIECES, PieceTree.PIECE_BYTES);
                partial.commit();
            }
        }
        for (byte[] content : List.of(STREAMED, LATER)) {
            fixture.put(store, content);
        }
        assertEquals(STREAMED.length + IN_PIECES.length + LATER.length, store.usedBytes(), when);
        assertEquals(3, fixture.files().size(), when);
    }

    private static Digest digest(byte[] content) {
        return Digest.sha256(Bytes.wrap(content));
    }
}
