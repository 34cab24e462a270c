package io.pyrsia.server.consensus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Malformed;
import io.pyrsia.consensus.Fault;
import io.pyrsia.consensus.Kind;
import io.pyrsia.consensus.Message;
import io.pyrsia.consensus.Statement;
import io.pyrsia.consensus.Vote;
import io.pyrsia.libp2p.Host;
import io.pyrsia.libp2p.Stream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.tuweni.bytes.Bytes;
import org.apache.tuweni.bytes.Bytes32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// One authority sends junk as fast as it can: every message is dropped with a counter, what breaks rules costs the
/// connection, memory stays bounded, and the others go on.
@Timeout(120)
class JunkTest {

    /// As many as a hostile authority may send in a second.
    private static final int MESSAGES = 100_000;

    private static final Bytes SIGNATURE = Bytes.repeat((byte) 1, 64);
    private static final Bytes32 DIGEST = Bytes32.rightPad(Bytes.of(9));

    @TempDir
    Path folder;

    private List<Member> members = List.of();
    private Member target;
    private Member sender;
    private Host hostile;
    private int submitted;

    @BeforeEach
    void start() throws Malformed, InterruptedException {
        members = Member.four(folder);
        target = members.getFirst();
        sender = members.getLast();
        members.subList(0, 3).forEach(Member::start);
        hostile = sender.join();
        // Views go by, so that there is something to be too late for.
        for (int i = 0; i < 40; i++) {
            progress();
        }
    }

    @AfterEach
    void stop() {
        members.forEach(Member::stop);
    }

    private void progress() throws InterruptedException {
        Bytes transaction = Bytes.concatenate(Bytes.ofUnsignedInt(submitted++), Bytes.wrap(new byte[60]));
        assertEquals(1, target.replica().submit(List.of(transaction)));
        for (Member member : members.subList(0, 3)) {
            member.awaitApplied(submitted);
        }
    }

    private static Bytes vote(Kind kind, long epoch, long view) {
        return Frame.encode(new Message.Ballot(new Vote(new Statement(kind, epoch, view, DIGEST), 3, SIGNATURE)));
    }

    private ReplicaStatus status() {
        return target.replica().status().join();
    }

    private Stream open() throws IOException {
        return hostile.open(HostNetwork.peer(target.id), List.of(HostNetwork.PROTOCOL));
    }

    private static long count(ReplicaStatus status, Fault fault) {
        return status.faults().getOrDefault(fault, 0L);
    }

    /// Sends a quarter of the junk on one stream, and waits until the target counted all but so many of them.
    private void flood(Fault fault, int others, Bytes frame) throws IOException, InterruptedException {
        long before = count(status(), fault);
        ByteWriter out = new ByteWriter();
        for (int i = 0; i < 100; i++) {
            out.bytesVarint(frame);
        }
        byte[] many = out.toByteArray();
        try (Stream stream = open()) {
            for (int sent = 0; sent < MESSAGES / 4; sent += 100) {
                stream.write(many, 0, many.length);
                if (sent % 5_000 == 0) {
                    progress();
                    assertTrue(status().waitingMessages() <= 4 * Inbox.MAX_PEER_MESSAGES);
                }
            }
            while (count(status(), fault) < before + MESSAGES / 4 - others) {
                Thread.onSpinWait();
            }
        }
        progress();
        assertTrue(hostile.connections().stream().anyMatch(each -> each.peer().equals(HostNetwork.peer(target.id))));
    }

    @Test
    void whatAnHonestPeerMaySendIsDroppedCheaply() throws IOException, InterruptedException {
        flood(Fault.WRONG_EPOCH, 0, vote(Kind.NOTAR, 7, 3));
        flood(Fault.FAR_FUTURE, 0, vote(Kind.NOTAR, 0, 1L << 40));
        flood(Fault.STALE, 0, vote(Kind.NOTAR, 0, 1));
        // Some are answered in each standstill period.
        flood(Fault.OVER_LIMIT, MESSAGES / 8, Frame.encode(new Message.FetchChain(0, 1)));
    }

    @Test
    void whatBreaksRulesCostsTheConnection() throws IOException, InterruptedException {
        long view = status().view() + 2;
        Map<Fault, Bytes> junk = Map.of(
                Fault.MALFORMED, Bytes.of(0, 1, 99),
                Fault.BAD_SIGNATURE, vote(Kind.NOTAR, 0, view));
        for (Map.Entry<Fault, Bytes> each : junk.entrySet()) {
            long before = count(status(), each.getKey());
            byte[] frame = new ByteWriter().bytesVarint(each.getValue()).toByteArray();
            // What one kind left on its way may end the first connections of the next.
            while (count(status(), each.getKey()) < before + 3 * HostNetwork.MAX_FAULTS) {
                sendUntilEnded(frame);
            }
            progress();
        }
    }

    private void sendUntilEnded(byte[] frame) throws IOException {
        Stream stream = open();
        try {
            for (int sent = 0; sent < MESSAGES; sent++) {
                stream.write(frame, 0, frame.length);
            }
        } catch (IOException e) {
            // Ended by the target.
            return;
        }
        throw new AssertionError("the target never ended the connection");
    }

    @Test
    void aFrameThatClaimsTooMuchEndsTheStream() throws IOException, InterruptedException {
        long before = count(status(), Fault.MALFORMED);
        try (Stream stream = open()) {
            byte[] length = new ByteWriter().varint(Frame.MAX_BYTES + 1L).toByteArray();
            stream.write(length, 0, length.length);
            while (count(status(), Fault.MALFORMED) == before) {
                Thread.onSpinWait();
            }
        }
        progress();
    }
}
