package io.pyrsia.swarm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.PieceTree;
import io.pyrsia.base.seam.Randomness;
import io.pyrsia.libp2p.Admission;
import io.pyrsia.libp2p.Stream;
import io.pyrsia.libp2p.host.HostConfig;
import io.pyrsia.libp2p.host.NetworkHost;
import io.pyrsia.libp2p.key.Identity;
import io.pyrsia.libp2p.multiformats.Multiaddr;
import io.pyrsia.storage.blob.BlobReader;
import io.pyrsia.storage.blob.Descriptor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Peers that hold to no rule get nothing and break nothing; the right bytes come from an honest one.
class HostileSwarmTest {

    private static final int PIECES = 5;

    @TempDir
    Path folder;

    private TestNode seed;
    private TestNode wants;
    private NetworkHost hostile;
    private Descriptor blob;
    private final byte[] content = TestNode.content(3, PIECES * PieceTree.PIECE_BYTES);

    @BeforeEach
    void open() throws IOException {
        seed = new TestNode(folder.resolve("seed"), SwarmSettings.standard());
        wants = new TestNode(folder.resolve("wants"), SwarmSettings.standard());
        hostile = NetworkHost.start(
                HostConfig.of(Identity.generate(Randomness.secure()), List.of(Multiaddr.of("/ip4/127.0.0.1/tcp/0"))));
        blob = seed.put(content).descriptor();
    }

    @AfterEach
    void close() {
        hostile.close();
        wants.close();
        seed.close();
    }

    @Test
    void whoSendsAWrongPieceIsBanned() throws Exception {
        hostile.serve(Wire.PROTOCOL, Admission.everyone(), stream -> {
            greet(stream);
            while (true) {
                switch (Wire.readAsking(stream)) {
                    case Message.AskLeaves() -> tellLeaves(stream);
                    case Message.Request(int piece) -> {
                        tell(stream, new Message.Piece(piece, PieceTree.PIECE_BYTES));
                        stream.write(new byte[PieceTree.PIECE_BYTES], 0, PieceTree.PIECE_BYTES);
                    }
                    case Message.Want want -> throw new IOException("twice: " + want);
                    case Message.Cancel cancel -> {}
                }
            }
        });
        assertTrue(failsAndIsBanned());
        seedHelps();
    }

    @Test
    void whoSendsWrongLeavesIsBanned() throws Exception {
        hostile.serve(Wire.PROTOCOL, Admission.everyone(), stream -> {
            greet(stream);
            tell(stream, new Message.Leaves(Bytes.wrap(new byte[PIECES * 32])));
            stream.deadline(Duration.ofMinutes(1));
            drain(stream);
        });
        assertTrue(failsAndIsBanned());
        seedHelps();
    }

    @Test
    void aMessageThatIsTooLongEndsTheStream() throws Exception {
        hostile.serve(Wire.PROTOCOL, Admission.everyone(), stream -> {
            greet(stream);
            byte[] header = {8, 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff};
            stream.write(header, 0, header.length);
            drain(stream);
        });
        assertFalse(failsAndIsBanned());
        seedHelps();
    }

    @Test
    void whoNeverSendsAPieceHoldsNobodyUp() throws Exception {
        hostile.serve(Wire.PROTOCOL, Admission.everyone(), stream -> {
            greet(stream);
            drain(stream);
        });
        try (Download download = wants.swarm.fetch(blob, List.of(liar(), seed.candidate()))) {
            download.result().get(60, TimeUnit.SECONDS);
        }
        assertArrayEquals(content, wants.read(blob.sha256()));
    }

    @Test
    void aPieceThatNobodyAskedForEndsTheStream() throws Exception {
        hostile.serve(Wire.PROTOCOL, Admission.everyone(), stream -> {
            greet(stream);
            tell(stream, new Message.Piece(0, PieceTree.PIECE_BYTES));
            drain(stream);
        });
        assertFalse(failsAndIsBanned());
        seedHelps();
    }

    /// A slot that was lost and given again: what was asked for before and after stands in its queue twice.
    @Test
    void aPieceMayComeAsOftenAsItWasAskedFor() throws Exception {
        hostile.serve(Wire.PROTOCOL, Admission.everyone(), stream -> {
            greet(stream);
            Map<Integer, Integer> owed = new HashMap<>();
            Set<Integer> late = new HashSet<>();
            while (true) {
                switch (Wire.readAsking(stream)) {
                    case Message.AskLeaves() -> tellLeaves(stream);
                    case Message.Request(int piece) -> {
                        if (owed.merge(piece, 1, Integer::sum) == 1 && late.add(piece)) {
                            tell(stream, new Message.Choked(true));
                            tell(stream, new Message.Choked(false));
                        } else {
                            for (int left = owed.getOrDefault(piece, 0); left > 0; left--) {
                                send(stream, piece);
                            }
                            owed.remove(piece);
                        }
                    }
                    case Message.Want want -> throw new IOException("twice: " + want);
                    case Message.Cancel cancel -> {}
                }
            }
        });
        try (Download download = wants.swarm.fetch(blob, List.of(liar()))) {
            download.result().get(60, TimeUnit.SECONDS);
        }
        assertArrayEquals(content, wants.read(blob.sha256()));
    }

    @Test
    void whoBreaksOffIsTriedAgain() throws Exception {
        AtomicInteger streams = new AtomicInteger();
        hostile.serve(Wire.PROTOCOL, Admission.everyone(), stream -> {
            greet(stream);
            if (streams.incrementAndGet() == 1) {
                throw new IOException("a moment's failure");
            }
            serve(stream);
        });
        try (Download download = wants.swarm.fetch(blob, List.of(liar()))) {
            download.result().get(60, TimeUnit.SECONDS);
        }
        assertEquals(2, streams.get());
    }

    @Test
    void whoLiesAboutTheRootIsBannedAndNothingOfItStays() throws Exception {
        byte[] other = TestNode.content(4, PIECES * PieceTree.PIECE_BYTES);
        Descriptor wrong = seed.put(other).descriptor();
        Descriptor lie = new Descriptor(blob.sha256(), wrong.size(), wrong.pieceRoot());
        hostile.serve(Wire.PROTOCOL, Admission.everyone(), stream -> {
            greet(stream, lie);
            serve(stream, wrong, other);
        });
        wants.providers.add(liar());
        Described told = wants.swarm
                .describe(blob.sha256(), any -> true, Duration.ofMinutes(1))
                .orElseThrow();
        assertEquals(new Described(lie, List.of(liar())), told);
        try (Download download = wants.swarm.fetch(told.blob(), told.holders());
                BlobReader reader = download.reader()) {
            assertThrows(
                    IOException.class, () -> reader.transferTo(0, Long.MAX_VALUE, OutputStream.nullOutputStream()));
            assertThrows(ExecutionException.class, () -> download.result().get(60, TimeUnit.SECONDS));
        }
        assertTrue(wants.swarm.bans().has(hostile.identity().id()));
        assertFalse(wants.store.contains(blob.sha256()));
        assertFalse(wants.store.hasPartial(blob.sha256()));
        wants.providers.add(seed.candidate());
        assertEquals(
                Optional.of(new Described(blob, List.of(seed.candidate()))),
                wants.swarm.describe(blob.sha256(), any -> true, Duration.ofMinutes(1)));
        assertEquals(
                Optional.empty(), wants.swarm.describe(Digest.sha256(Bytes.of(9)), any -> true, Duration.ofMinutes(1)));
        seedHelps();
    }

    @Test
    void whatMostPeersSayIsBelieved() throws Exception {
        Descriptor lie = new Descriptor(blob.sha256(), 7, blob.pieceRoot());
        hostile.serve(Wire.PROTOCOL, Admission.everyone(), stream -> greet(stream, lie));
        try (TestNode second = new TestNode(folder.resolve("second"), SwarmSettings.standard())) {
            second.put(content);
            wants.providers.addAll(List.of(liar(), seed.candidate(), second.candidate()));
            Duration patience = Duration.ofMinutes(1);
            Described told = new Describing(wants.swarm, blob.sha256(), any -> true, patience)
                    .run(patience)
                    .orElseThrow();
            assertEquals(blob, told.blob());
        }
    }

    private void serve(Stream stream) throws IOException, Malformed {
        serve(stream, blob, content);
    }

    private void serve(Stream stream, Descriptor of, byte[] bytes) throws IOException, Malformed {
        while (true) {
            switch (Wire.readAsking(stream)) {
                case Message.AskLeaves() ->
                    tell(
                            stream,
                            new Message.Leaves(seed.store.leaves(of.sha256()).orElseThrow()));
                case Message.Request(int piece) -> send(stream, piece, bytes);
                case Message.Want want -> throw new IOException("twice: " + want);
                case Message.Cancel cancel -> {}
            }
        }
    }

    private void send(Stream stream, int piece) throws IOException {
        send(stream, piece, content);
    }

    private static void send(Stream stream, int piece, byte[] bytes) throws IOException {
        tell(stream, new Message.Piece(piece, PieceTree.PIECE_BYTES));
        stream.write(bytes, piece * PieceTree.PIECE_BYTES, PieceTree.PIECE_BYTES);
    }

    @Test
    void whoAsksForTooMuchIsCutOffAndOthersAreServed() throws Exception {
        Stream stream = hostile.connect(seed.host.identity().id(), seed.host.addresses())
                .open(List.of(Wire.PROTOCOL));
        stream.deadline(Duration.ofMinutes(1));
        tell(stream, new Message.Want(blob.sha256()));
        assertTrue(Wire.readTelling(stream, PIECES * 32) instanceof Message.Holding);
        assertTrue(Wire.readTelling(stream, PIECES * 32) instanceof Message.Choked(boolean choked) && !choked);
        assertThrows(IOException.class, () -> {
            for (int i = 0; i < 100 * Upload.MAX_REQUESTS; i++) {
                tell(stream, new Message.Request(i % PIECES));
            }
            byte[] left = new byte[1 << 16];
            while (stream.read(left, 0, left.length) >= 0) {
                // Until the reset arrives.
            }
            throw new AssertionError("the stream ended as if nothing had happened");
        });
        seedHelps();
    }

    private Candidate liar() {
        return new Candidate(hostile.identity().id(), hostile.addresses());
    }

    private boolean failsAndIsBanned() throws IOException {
        try (Download download = wants.swarm.fetch(blob, List.of(liar()))) {
            assertThrows(ExecutionException.class, () -> download.result().get(60, TimeUnit.SECONDS));
        }
        return wants.swarm.bans().has(hostile.identity().id());
    }

    private void seedHelps() throws Exception {
        try (Download download = wants.swarm.fetch(blob, List.of(seed.candidate()))) {
            download.result().get(60, TimeUnit.SECONDS);
        }
        assertArrayEquals(content, wants.read(blob.sha256()));
    }

    private void greet(Stream stream) throws IOException, Malformed {
        greet(stream, blob);
    }

    private static void greet(Stream stream, Descriptor blob) throws IOException, Malformed {
        stream.deadline(Duration.ofMinutes(1));
        assertTrue(Wire.readAsking(stream) instanceof Message.Want);
        tell(stream, Message.Holding.of(blob, true, new BitSet()));
        tell(stream, new Message.Choked(false));
    }

    private static void drain(Stream stream) throws IOException {
        byte[] left = new byte[1 << 16];
        while (stream.read(left, 0, left.length) >= 0) {
            // Until the other side has enough.
        }
    }

    private void tellLeaves(Stream stream) throws IOException {
        tell(stream, new Message.Leaves(seed.store.leaves(blob.sha256()).orElseThrow()));
    }

    private static void tell(Stream stream, Message message) throws IOException {
        byte[] bytes = Wire.bytes(message);
        stream.write(bytes, 0, bytes.length);
    }
}
