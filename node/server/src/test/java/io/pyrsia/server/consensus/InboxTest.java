package io.pyrsia.server.consensus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.NodeId;
import io.pyrsia.consensus.Input;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What waits for the replica is bounded for each peer, and no peer takes another's turn.
@Timeout(60)
class InboxTest {

    private static final NodeId FAST = node(1);
    private static final NodeId SLOW = node(2);

    private final Inbox inbox = new Inbox();

    private static NodeId node(int number) {
        return new NodeId(Bytes.repeat((byte) number, NodeId.BYTES));
    }

    private static Work message(NodeId from) {
        return new Work.Step(new Input.Undecodable(from));
    }

    /// A thread that brings one more message, once it waits for room.
    private Thread waiting(NodeId from, Work work, int bytes) {
        Thread thread = Thread.ofPlatform().daemon().start(() -> {
            try {
                inbox.addFrom(from, work, bytes);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        while (thread.getState() != Thread.State.WAITING) {
            assertTrue(thread.isAlive(), "there was room");
            Thread.onSpinWait();
        }
        return thread;
    }

    private void fill(NodeId from) throws InterruptedException {
        for (int i = 0; i < Inbox.MAX_PEER_MESSAGES; i++) {
            inbox.addFrom(from, message(from), 1);
        }
    }

    @Test
    void aFastPeerWaitsAndASlowOneHasItsTurn() throws InterruptedException {
        fill(FAST);
        Thread more = waiting(FAST, message(FAST), 1);
        Work slow = message(SLOW);
        inbox.addFrom(SLOW, slow, 1);
        assertEquals(Inbox.MAX_PEER_MESSAGES + 1, inbox.waiting());
        assertEquals(message(FAST), inbox.take(0));
        more.join();
        assertSame(slow, inbox.take(0));
        for (int i = 0; i < Inbox.MAX_PEER_MESSAGES; i++) {
            assertEquals(message(FAST), inbox.take(0));
        }
        assertNull(inbox.take(0));
    }

    @Test
    void bytesAreBoundedButOneMessageIsLetIn() throws InterruptedException {
        inbox.addFrom(FAST, message(FAST), Inbox.MAX_PEER_BYTES + 1);
        Thread more = waiting(FAST, message(FAST), 1);
        assertEquals(message(FAST), inbox.take(0));
        more.join();
        assertEquals(1, inbox.waiting());
    }

    @Test
    void whatTheReplicaAskedForComesFirst() throws InterruptedException {
        fill(FAST);
        Work own = new Work.PoolFilled();
        inbox.add(own);
        assertSame(own, inbox.take(0));
    }

    @Test
    void onlySoManyPeersHaveMessages() throws InterruptedException {
        for (int i = 0; i < Inbox.MAX_PEERS; i++) {
            NodeId peer = new NodeId(Bytes.concatenate(Bytes.ofUnsignedInt(i), Bytes.wrap(new byte[28])));
            inbox.addFrom(peer, message(peer), 1);
        }
        Thread more = waiting(FAST, message(FAST), 1);
        inbox.take(0);
        more.join();
        assertEquals(Inbox.MAX_PEERS, inbox.waiting());
    }

    @Test
    void closingLetsThoseGoWhoWait() throws InterruptedException {
        fill(FAST);
        Thread more = waiting(FAST, message(FAST), 1);
        inbox.close();
        more.join();
        assertEquals(Inbox.MAX_PEER_MESSAGES, inbox.waiting());
    }
}
