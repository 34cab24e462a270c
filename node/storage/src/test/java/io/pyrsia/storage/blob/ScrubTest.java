package io.pyrsia.storage.blob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.PieceTree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rot is found before anybody reads the blob.
class ScrubTest {

    private static final int RATE = 1 << 20;

    @TempDir
    Path folder;

    private BlobFixture fixture;
    private BlobStore store;
    private Blob good;
    private Blob bad;
    private final byte[] content = BlobFixture.content(1, 3 * PieceTree.PIECE_BYTES + 5);
    private final List<Descriptor> told = new ArrayList<>();
    private final List<Duration> rests = new ArrayList<>();

    @BeforeEach
    void open() throws IOException {
        fixture = new BlobFixture(folder);
        store = fixture.open();
        store.onDamage(told::add);
        good = fixture.put(store, BlobFixture.content(2, 1_000));
        bad = fixture.put(store, content);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void whatIsRightStaysAndCountsAsUnused() throws Exception {
        fixture.clock.advance(Duration.ofDays(1));
        scrub().pass(null);
        assertEquals(List.of(), told);
        assertEquals(good, store.find(good.sha256()).orElseThrow());
        assertEquals(bad, store.find(bad.sha256()).orElseThrow());
    }

    @Test
    void aFlippedByteIsFound() throws Exception {
        fixture.flip(bad.sha256(), PieceTree.PIECE_BYTES + 7L);
        Scrub scrub = scrub();
        scrub.pass(null);
        assertEquals(List.of(bad.descriptor()), told);
        assertEquals(1, scrub.damaged());
        assertFalse(store.contains(bad.sha256()));
        assertTrue(store.hasPartial(bad.sha256()));
        assertTrue(store.contains(good.sha256()));
    }

    /// Somebody who can write to the folder can make the checksum fit, but not the digest.
    @Test
    void aByteThatWasChangedOnPurposeIsFound() throws Exception {
        long at = PieceTree.PIECE_BYTES + 7L;
        fixture.flip(bad.sha256(), at);
        int chunk = (int) (at / Chunks.BYTES);
        byte[] changed = Arrays.copyOfRange(content, chunk * Chunks.BYTES, (chunk + 1) * Chunks.BYTES);
        changed[(int) (at % Chunks.BYTES)] ^= (byte) 0xff;
        Path file = new Layout(fixture.blobs).whole(bad.sha256());
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer sum = ByteBuffer.allocate(Integer.BYTES)
                    .putInt(Chunks.checksum(changed, 0, changed.length))
                    .flip();
            channel.write(sum, Layout.checksumsAt(bad.size()) + (long) chunk * Integer.BYTES);
        }
        assertEquals(bad.size(), fixture.read(store, bad.sha256()).length);
        scrub().pass(null);
        assertEquals(List.of(bad.descriptor()), told);
        assertFalse(store.contains(bad.sha256()));
    }

    @Test
    void itReadsNoFasterThanItWasTold() throws Exception {
        Scrub scrub = scrub();
        scrub.pass(null);
        assertEquals(good.size() + bad.size(), scrub.readBytes());
        Duration rested = rests.stream().reduce(Duration.ZERO, Duration::plus);
        assertEquals((good.size() + bad.size()) * 1_000L / RATE, rested.toMillis());
    }

    @Test
    void itStopsWhileItRests() throws Exception {
        CountDownLatch resting = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        Scrub scrub = new Scrub(
                store,
                RATE,
                time -> {
                    resting.countDown();
                    never.await();
                },
                new SplittableRandom(1));
        scrub.start();
        resting.await();
        scrub.close();
        assertThrows(IllegalArgumentException.class, () -> new Scrub(store, 0, rests::add, new SplittableRandom(1)));
    }

    private Scrub scrub() {
        return new Scrub(store, RATE, rests::add, new SplittableRandom(1));
    }
}
