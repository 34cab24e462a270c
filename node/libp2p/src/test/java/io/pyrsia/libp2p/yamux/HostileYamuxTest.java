package io.pyrsia.libp2p.yamux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.libp2p.Deadline;
import io.pyrsia.libp2p.QuietLog;
import io.pyrsia.libp2p.StreamReset;
import io.pyrsia.libp2p.StreamTimeout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every way to misuse a session that has a limit; the test is the hostile peer, which dialled us.
@Timeout(180)
@ExtendWith(QuietLog.class)
class HostileYamuxTest {

    private static final int WINDOW = YamuxLimits.INITIAL_WINDOW;
    private static final int SLOTS = 8;
    private static final int UNREAD = 1_000_000;

    private final BlockingQueue<YamuxStream> accepted = new LinkedBlockingQueue<>();
    private CompletableFuture<String> ended = new CompletableFuture<>();
    private final CountDownLatch finish = new CountDownLatch(1);
    private final MemoryBudget budget = new MemoryBudget(UNREAD);
    private final StreamSlots slots = new StreamSlots(SLOTS);
    private RawLink channel = new RawLink(100_000);
    private YamuxSession session = start(YamuxLimits.DEFAULT);

    @AfterEach
    void close() {
        finish.countDown();
        session.close();
        assertEquals(0, session.streams());
    }

    @Test
    void moreDataThanCreditEndsTheSession() throws Exception {
        channel.arrive(Frame.DATA, Frame.SYN, 1, WINDOW, new byte[WINDOW]);
        channel.arrive(Frame.DATA, 0, 1, 1, (byte) 0);
        assertEnded("credit");
    }

    @Test
    void creditComesBackOnlyWhenItIsRead() throws Exception {
        channel.arrive(Frame.DATA, Frame.SYN, 1, WINDOW, new byte[WINDOW]);
        YamuxStream stream = accept();
        assertFrame(channel.left(), Frame.WINDOW_UPDATE, Frame.ACK, 1, 0);
        int read = 0;
        while (read < WINDOW / 2) {
            read += stream.read(new byte[4_096], 0, 4_096);
        }
        ByteBuffer update = channel.left();
        assertEquals(Frame.WINDOW_UPDATE, update.get(1));
        assertTrue(update.getInt(8) >= WINDOW / 2);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 1, 262145", // more than the first window, before any state is made
        "0, 1, 1, 4294967295",
        "0, 0, 7, 16777217", // more than any window, for a stream that is not there
        "0, 1, 2, 0", // a number that is ours to give
        "0, 1, 0, 0",
        "1, 0, 0, 1",
        "4, 0, 1, 0",
        "0, 16, 1, 0"
    })
    void framesThatCannotBeEndTheSession(int type, int flags, long stream, long length) throws Exception {
        channel.arrive(type, flags, stream, length);
        assertTrue(ended.get(60, TimeUnit.SECONDS).startsWith("io.pyrsia.base.Malformed"));
        assertEquals(0, accepted.size());
    }

    @Test
    void anotherVersionEndsTheSession() throws Exception {
        channel.arriveRaw(new byte[] {1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0});
        assertEnded("version");
    }

    @Test
    void tooMuchCreditEndsTheSession() throws Exception {
        channel.arrive(Frame.WINDOW_UPDATE, Frame.SYN, 1, 0);
        accept();
        channel.arrive(Frame.WINDOW_UPDATE, 0, 1, 0xffff_ffffL);
        assertEnded("credit");
    }

    @Test
    void dataAfterTheEndEndsTheSession() throws Exception {
        channel.arrive(Frame.DATA, Frame.SYN | Frame.FIN, 1, 0);
        accept();
        channel.arrive(Frame.DATA, 0, 1, 1, (byte) 1);
        assertEnded("end");
    }

    @Test
    void streamsBeyondTheSlotsAreReset() throws Exception {
        for (int i = 0; i < 50; i++) {
            channel.arrive(Frame.WINDOW_UPDATE, Frame.SYN, 2 * i + 1, 0);
        }
        for (int i = 0; i < SLOTS; i++) {
            accept();
        }
        int resets = 0;
        int acks = 0;
        while (resets + acks < 50) {
            ByteBuffer frames = channel.left();
            for (int at = 0; at < frames.limit(); at += Frame.HEADER_BYTES) {
                resets += frames.getShort(at + 2) == Frame.RST ? 1 : 0;
                acks += frames.getShort(at + 2) == Frame.ACK ? 1 : 0;
            }
        }
        assertEquals(SLOTS, acks);
        assertEquals(SLOTS, session.streams());
        assertFalse(session.closed());
    }

    @Test
    void resettingStreamsDoesNotFreeTheirSlots() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            channel.arrive(Frame.WINDOW_UPDATE, Frame.SYN, 2 * i + 1, 0);
            channel.arrive(Frame.WINDOW_UPDATE, Frame.RST, 2 * i + 1, 0);
        }
        channel.arrive(Frame.PING, Frame.SYN, 0, 77);
        awaitPong(77);
        assertEquals(SLOTS, slots.taken());
        for (int i = 0; i < SLOTS; i++) {
            accept();
        }
        assertEquals(SLOTS, slots.taken());
    }

    @Test
    void aSlowReaderHoldsNoMoreThanTheBudget() throws Exception {
        for (int i = 0; i < 6; i++) {
            channel.arrive(Frame.DATA, Frame.SYN, 2 * i + 1, WINDOW, new byte[WINDOW]);
        }
        channel.arrive(Frame.PING, Frame.SYN, 0, 5);
        awaitPong(5);
        assertTrue(budget.left() >= 0);
        assertEquals(3, session.streams()); // as many windows as the budget holds; the others were reset
        YamuxStream first = accept();
        assertEquals(10, first.read(new byte[10], 0, 10)); // the honest ones go on
        session.close();
        assertEquals(UNREAD, budget.left());
    }

    @Test
    void pingsThatNobodyReadsEndTheSession() throws Exception {
        restart(new RawLink(1), YamuxLimits.DEFAULT);
        for (int i = 0; i < 100_000 && !session.closed(); i++) {
            channel.arrive(Frame.PING, Frame.SYN, 0, i);
        }
        assertEnded("control");
    }

    @Test
    void aPeerThatTakesNoBytesLosesTheSession() throws Exception {
        restart(new RawLink(1), YamuxLimits.DEFAULT);
        channel.arrive(Frame.WINDOW_UPDATE, Frame.SYN, 1, 10_000_000);
        YamuxStream stream = accept();
        stream.deadline(Deadline.after(Duration.ofMillis(100)));
        long before = System.nanoTime();
        assertThrows(StreamTimeout.class, () -> stream.write(new byte[5_000_000], 0, 5_000_000));
        session.tick(before);
        assertFalse(session.closed());
        session.tick(System.nanoTime() + Duration.ofSeconds(11).toNanos());
        assertEnded("takes no bytes");
        assertThrows(StreamReset.class, () -> stream.write(new byte[1], 0, 1));
    }

    @Test
    void aPeerThatAnswersNoPingLosesTheSession() throws Exception {
        session.tick(System.nanoTime());
        assertEquals(Frame.PING, channel.left().get(1));
        session.tick(System.nanoTime() + Duration.ofSeconds(11).toNanos());
        assertEnded("ping");
    }

    @Test
    void aPeerThatAcknowledgesNothingGetsNoMoreStreams() throws Exception {
        YamuxLimits usual = YamuxLimits.DEFAULT;
        restart(
                new RawLink(100_000),
                new YamuxLimits(
                        usual.maxWindow(),
                        usual.queuedData(),
                        usual.queuedControl(),
                        3,
                        usual.lingering(),
                        Duration.ofMillis(50),
                        usual.keepAlive(),
                        usual.linger()));
        for (int i = 0; i < 3; i++) {
            session.open();
        }
        assertThrows(IOException.class, session::open);
        channel.arrive(Frame.WINDOW_UPDATE, Frame.ACK, 2, 0);
        channel.arrive(Frame.WINDOW_UPDATE, Frame.ACK, 2, 0); // counts once
        channel.arrive(Frame.PING, Frame.SYN, 0, 9);
        awaitPong(9);
        session.open();
        assertThrows(IOException.class, session::open);
    }

    @Test
    void aStreamThatThePeerNeverEndsIsReset() throws Exception {
        channel.arrive(Frame.WINDOW_UPDATE, Frame.SYN, 1, 0);
        YamuxStream stream = accept();
        long before = System.nanoTime();
        stream.close();
        session.tick(before);
        assertEquals(1, session.streams());
        session.tick(System.nanoTime() + Duration.ofSeconds(31).toNanos());
        assertEquals(0, session.streams());
    }

    private YamuxSession start(YamuxLimits limits) {
        YamuxSession fresh = new YamuxSession(channel, false, limits, budget, slots, this::hold, ended::complete);
        fresh.start();
        return fresh;
    }

    private void restart(RawLink other, YamuxLimits limits) {
        session.close();
        channel = other;
        ended = new CompletableFuture<>();
        session = start(limits);
    }

    /// A handler that keeps its slot until the test is over.
    private void hold(YamuxStream stream) {
        accepted.add(stream);
        try {
            finish.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private YamuxStream accept() throws InterruptedException {
        YamuxStream stream = accepted.poll(60, TimeUnit.SECONDS);
        if (stream == null) {
            throw new AssertionError("no stream was accepted");
        }
        return stream;
    }

    private void assertEnded(String word) throws Exception {
        String reason = ended.get(60, TimeUnit.SECONDS);
        assertTrue(reason.contains(word), reason);
        assertTrue(channel.closed());
    }

    private void awaitPong(int number) throws InterruptedException {
        while (true) {
            ByteBuffer frames = channel.left();
            for (int at = 0; at + Frame.HEADER_BYTES <= frames.limit(); at += Frame.HEADER_BYTES) {
                if (frames.get(at + 1) == Frame.PING && frames.getInt(at + 8) == number) {
                    return;
                }
            }
        }
    }

    private static void assertFrame(ByteBuffer frame, int type, int flags, int stream, int length) {
        assertEquals(type, frame.get(1));
        assertEquals(flags, frame.getShort(2));
        assertEquals(stream, frame.getInt(4));
        assertEquals(length, frame.getInt(8));
    }
}
