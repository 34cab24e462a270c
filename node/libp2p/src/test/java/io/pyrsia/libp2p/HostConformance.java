package io.pyrsia.libp2p;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.seam.Randomness;
import io.pyrsia.libp2p.key.Identity;
import io.pyrsia.libp2p.multiformats.PeerId;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What every host does, the real one and its twin.
@Timeout(180)
public abstract class HostConformance {

    private static final String ECHO = "/test/echo/1.0.0";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<Host> started = new ArrayList<>();
    private Host alice;
    private Host bob;

    /// A new host that others of the same test can reach.
    protected abstract Host start(Identity identity) throws IOException;

    @BeforeEach
    void startTwo() throws IOException {
        alice = next(1);
        bob = next(2);
        bob.serve(ECHO, Admission.everyone(), HostConformance::echo);
    }

    @AfterEach
    void closeAll() {
        started.forEach(Host::close);
    }

    @Test
    void speaksAProtocolBothWays() throws Exception {
        Stream stream = reach(alice, bob).open(List.of("/test/unknown", ECHO));
        assertEquals(ECHO, stream.protocol());
        assertEquals(bob.identity().id(), stream.connection().peer());
        assertEquals(bob.identity().key(), stream.connection().peerKey());
        stream.deadline(PATIENCE);
        stream.write("hello".getBytes(UTF_8), 0, 5);
        stream.closeWrite();
        assertEquals("hello", new String(stream.input().readAllBytes(), UTF_8));
        stream.close();
    }

    @Test
    void carriesMoreThanAnyWindow() throws Exception {
        byte[] much = new byte[5_000_000];
        Randomness.seeded(7).nextBytes(much);
        Stream stream = reach(alice, bob).open(List.of(ECHO));
        stream.deadline(PATIENCE);
        CompletableFuture<byte[]> back = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                back.complete(stream.input().readAllBytes());
            } catch (IOException e) {
                back.completeExceptionally(e);
            }
        });
        stream.write(much, 0, much.length);
        stream.closeWrite();
        assertArrayEquals(much, back.get(60, TimeUnit.SECONDS));
    }

    @Test
    void connectsOnceAndTellsBothSides() throws Exception {
        Events events = new Events(bob);
        Connection first = reach(alice, bob);
        assertSame(first, reach(alice, bob));
        assertEquals("connected", events.next());
        assertTrue(first.outbound());
        assertEquals(1, alice.connections().size());
        assertFalse(bob.connections().getFirst().outbound());
        events.until("identified");
        first.close();
        events.until("disconnected");
        assertEquals(List.of(), bob.connections());
        assertThrows(IOException.class, () -> first.open(List.of(ECHO)));
    }

    @Test
    void refusesWhatNobodyServes() throws Exception {
        Connection connection = reach(alice, bob);
        assertThrows(UnsupportedProtocol.class, () -> connection.open(List.of("/test/unknown")));
        bob.withdraw(ECHO);
        assertRefused(connection, ECHO);
    }

    @Test
    void servesAProtocolOnlyToTheAllowed() throws Exception {
        String secret = "/test/secret";
        Host carol = next(3);
        AtomicReference<Set<PeerId>> allowed =
                new AtomicReference<>(Set.of(carol.identity().id()));
        bob.serve(secret, Admission.only(allowed::get), HostConformance::echo);
        assertRefused(reach(alice, bob), secret);
        assertEquals("ok", ask(reach(carol, bob), secret, "ok"));
        allowed.set(Set.of());
        assertRefused(reach(carol, bob), secret);
        assertEquals("still", ask(reach(alice, bob), ECHO, "still"));
    }

    @Test
    void learnsWhatThePeerSpeaks() throws Exception {
        Events events = new Events(alice);
        reach(alice, bob);
        events.until("identified");
        assertTrue(alice.peers().protocols(bob.identity().id()).contains(ECHO));
        assertTrue(alice.peers().addresses(bob.identity().id()).containsAll(bob.addresses()));
        bob.serve("/test/later", Admission.everyone(), HostConformance::echo);
        events.until("identified");
        assertTrue(alice.peers().protocols(bob.identity().id()).contains("/test/later"));
    }

    @Test
    void aResetShowsOnBothSides() throws Exception {
        CompletableFuture<String> seen = new CompletableFuture<>();
        bob.serve("/test/wait", Admission.everyone(), stream -> {
            stream.write(new byte[1], 0, 1);
            try {
                seen.complete("read " + stream.read(new byte[1], 0, 1));
            } catch (IOException e) {
                seen.complete(e.getClass().getSimpleName());
                throw e;
            }
        });
        Stream stream = reach(alice, bob).open(List.of("/test/wait"));
        assertEquals(1, stream.read(new byte[1], 0, 1));
        stream.reset();
        assertEquals("StreamReset", seen.get(60, TimeUnit.SECONDS));
        assertThrows(StreamReset.class, () -> stream.read(new byte[1], 0, 1));
        assertThrows(StreamReset.class, () -> stream.write(new byte[1], 0, 1));
    }

    @Test
    void aFailingHandlerResetsOnlyItsStream() throws Exception {
        bob.serve("/test/fail", Admission.everyone(), stream -> {
            throw new IllegalStateException("a bug of the handler");
        });
        Connection connection = reach(alice, bob);
        assertThrows(StreamReset.class, () -> {
            Stream stream = connection.open(List.of("/test/fail")); // fails already here if the reset is faster
            stream.deadline(PATIENCE);
            stream.read(new byte[1], 0, 1);
        });
        assertEquals("still", ask(connection, ECHO, "still"));
    }

    @Test
    void aDeadlineEndsReadingAndWriting() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        bob.serve("/test/silent", Admission.everyone(), stream -> end.await());
        Stream stream = reach(alice, bob).open(List.of("/test/silent"));
        stream.deadline(Duration.ofMillis(50));
        assertThrows(StreamTimeout.class, () -> stream.read(new byte[1], 0, 1));
        assertThrows(StreamTimeout.class, () -> stream.write(new byte[64 << 20], 0, 64 << 20));
        stream.reset();
        end.countDown();
    }

    @Test
    void halfCloseLeavesTheOtherHalf() throws Exception {
        bob.serve("/test/answer", Admission.everyone(), stream -> {
            byte[] all = stream.input().readAllBytes();
            stream.write(all, 0, all.length);
        });
        assertEquals("after the end", ask(reach(alice, bob), "/test/answer", "after the end"));
    }

    @Test
    void asksAndAnswersWithinADeadline() throws Exception {
        bob.serve("/test/ask", Admission.everyone(), Requests.serve(10, PATIENCE, (peer, request) -> {
            assertEquals(alice.identity().id(), peer);
            return Bytes.concatenate(request, request);
        }));
        Connection connection = reach(alice, bob);
        assertEquals(Bytes.of(1, 2, 1, 2), Requests.ask(connection, "/test/ask", Bytes.of(1, 2), 4, PATIENCE));
        assertThrows(
                IOException.class,
                () -> Requests.ask(connection, "/test/ask", Bytes.wrap(new byte[11]), 100, PATIENCE));
        bob.serve("/test/mute", Admission.everyone(), stream -> stream.closeWrite());
        assertThrows(EOFException.class, () -> Requests.ask(connection, "/test/mute", Bytes.EMPTY, 100, PATIENCE));
    }

    @Test
    void anUnknownPeerIsUnreachable() {
        PeerId nobody = Identity.generate(Randomness.seeded(99)).id();
        assertThrows(IOException.class, () -> alice.connect(nobody, List.of()));
        assertThrows(IOException.class, () -> alice.connect(nobody, bob.addresses()));
    }

    @Test
    void closingAHostEndsItsConnections() throws Exception {
        Events events = new Events(alice);
        Connection connection = reach(alice, bob);
        bob.close();
        events.until("disconnected");
        assertFalse(connection.open());
        assertThrows(IOException.class, () -> reach(alice, bob));
    }

    private static void assertRefused(Connection connection, String protocol) {
        assertThrows(IOException.class, () -> {
            Stream stream = connection.open(List.of(protocol));
            stream.deadline(PATIENCE);
            stream.read(new byte[1], 0, 1);
        });
    }

    private static String ask(Connection connection, String protocol, String text) throws IOException {
        try (Stream stream = connection.open(List.of(protocol))) {
            stream.deadline(PATIENCE);
            stream.output().write(text.getBytes(UTF_8));
            stream.closeWrite();
            return new String(stream.input().readAllBytes(), UTF_8);
        }
    }

    private static void echo(Stream stream) throws IOException {
        byte[] buffer = new byte[10_000];
        for (int count; (count = stream.read(buffer, 0, buffer.length)) >= 0; ) {
            stream.write(buffer, 0, count);
        }
    }

    private static Connection reach(Host from, Host to) throws IOException {
        return from.connect(to.identity().id(), to.addresses());
    }

    private Host next(int seed) throws IOException {
        Host host = start(Identity.generate(Randomness.seeded(seed)));
        started.add(host);
        return host;
    }

    /// The events of one host as words.
    private static final class Events implements HostObserver {

        private final BlockingQueue<String> words = new LinkedBlockingQueue<>();

        Events(Host host) {
            host.observe(this);
        }

        @Override
        public void connected(Connection connection) {
            words.add("connected");
        }

        @Override
        public void identified(Connection connection) {
            words.add("identified");
        }

        @Override
        public void disconnected(Connection connection) {
            words.add("disconnected");
        }

        String next() throws InterruptedException {
            return String.valueOf(words.poll(60, TimeUnit.SECONDS));
        }

        void until(String word) throws InterruptedException {
            for (String seen = next(); !seen.equals(word); seen = next()) {
                assertFalse(seen.equals("null"), "never " + word);
            }
        }
    }
}
