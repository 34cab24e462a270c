package io.pyrsia.swarm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.PieceTree;
import io.pyrsia.base.seam.Randomness;
import io.pyrsia.libp2p.Admission;
import io.pyrsia.libp2p.Stream;
import io.pyrsia.libp2p.host.HostConfig;
import io.pyrsia.libp2p.host.NetworkHost;
import io.pyrsia.libp2p.key.Identity;
import io.pyrsia.libp2p.multiformats.Multiaddr;
import io.pyrsia.storage.blob.Descriptor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
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
                    case Message.AskLeaves() ->
                        tell(
                                stream,
                                new Message.Leaves(
                                        seed.store.leaves(blob.sha256()).orElseThrow()));
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

    private static void greet(Stream stream) throws IOException, Malformed {
        stream.deadline(Duration.ofMinutes(1));
        assertTrue(Wire.readAsking(stream) instanceof Message.Want);
        tell(stream, new Message.Holding(true, new BitSet()));
        tell(stream, new Message.Choked(false));
    }

    private static void drain(Stream stream) throws IOException {
        byte[] left = new byte[1 << 16];
        while (stream.read(left, 0, left.length) >= 0) {
            // Until the other side has enough.
        }
    }

    private static void tell(Stream stream, Message message) throws IOException {
        byte[] bytes = Wire.bytes(message);
        stream.write(bytes, 0, bytes.length);
    }
}
