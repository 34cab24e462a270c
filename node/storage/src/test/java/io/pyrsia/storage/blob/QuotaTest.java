package io.pyrsia.storage.blob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The longest unused blobs leave for new ones; what is pinned or read stays, and then the new one is refused.
class QuotaTest {

    private static final int SIZE = 100_000;

    @TempDir
    Path folder;

    private BlobFixture fixture;
    private BlobStore store;
    private final List<Digest> blobs = new ArrayList<>();

    @BeforeEach
    void fill() throws IOException {
        fixture = new BlobFixture(folder);
        store = fixture.open(4 * SIZE);
        for (int i = 0; i < 4; i++) {
            blobs.add(put(i));
        }
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void theLongestUnusedLeaves() throws IOException {
        fixture.read(store, blobs.get(0));
        put(10);
        assertTrue(store.contains(blobs.get(0)));
        assertFalse(store.contains(blobs.get(1)));
        assertEquals(4 * SIZE, store.usedBytes());
        assertEquals(4, fixture.files().size());
    }

    @Test
    void pinnedAndReadOnesStay() throws IOException {
        store.pin(blobs.get(0), "a manifest");
        store.pin(blobs.get(2), "a manifest");
        store.pin(blobs.get(3), "a manifest");
        try (BlobReader reader = store.read(blobs.get(1)).orElseThrow()) {
            assertEquals(SIZE, reader.size().orElseThrow());
            assertThrows(BlobStoreFull.class, () -> put(10));
        }
        put(10);
        assertFalse(store.contains(blobs.get(1)));
        store.unpin(blobs.get(0), "a manifest");
        put(11);
        assertFalse(store.contains(blobs.get(0)));
        assertEquals(4 * SIZE, store.usedBytes());
    }

    @Test
    void aBlobOfUnknownSizeIsCutWhereTheRoomEnds() throws IOException {
        blobs.forEach(blob -> store.pin(blob, "all"));
        try (BlobWriter writer = store.write(Expectation.nothing())) {
            byte[] content = BlobFixture.content(20, SIZE);
            assertThrows(BlobStoreFull.class, () -> writer.write(content, 0, content.length));
        }
        assertEquals(4 * SIZE, store.usedBytes());
        assertEquals(4, fixture.files().size());
    }

    @Test
    void aBlobLargerThanTheQuotaIsRefused() throws IOException {
        assertThrows(
                BlobStoreFull.class, () -> store.write(new Expectation(null, java.util.OptionalLong.of(5 * SIZE))));
    }

    private Digest put(int seed) throws IOException {
        fixture.clock.advance(Duration.ofMinutes(2));
        return fixture.put(store, BlobFixture.content(seed, SIZE)).sha256();
    }
}
