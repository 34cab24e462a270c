package io.pyrsia.server.consensus;

import io.pyrsia.base.NodeId;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What waits for the replica's thread: what it asked for itself first, then one message of each peer in turn.
///
/// A peer that sends faster than the replica steps waits in its own connection; it takes no memory and no turn of
/// others.
final class Inbox {

    /// Messages of one peer that wait.
    static final int MAX_PEER_MESSAGES = 256;
    /// Their bytes; one message is always let in.
    static final int MAX_PEER_BYTES = 12 << 20;
    /// Peers that have messages at one time.
    static final int MAX_PEERS = 256;

    private record Waiting(Work work, int bytes) {}

    private static final class Peer {
        private final Queue<Waiting> messages = new ArrayDeque<>();
        private int bytes;

        boolean hasRoom(int more) {
            return messages.isEmpty() || (messages.size() < MAX_PEER_MESSAGES && bytes + more <= MAX_PEER_BYTES);
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Condition left = lock.newCondition();
    /// Guarded by the lock, like the next two. Bounded by what the replica asks for.
    private final Queue<Work> own = new ArrayDeque<>();
    /// The peers with messages, the next one first.
    private final Map<NodeId, Peer> peers = new LinkedHashMap<>();

    private boolean closed;

    /// Adds an answer to something the replica asked for, or an event of its own machine.
    void add(Work work) {
        lock.lock();
        try {
            own.add(work);
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Adds a peer's message, and waits while the peer has too many.
    void addFrom(NodeId peer, Work work, int bytes) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed && !hasRoom(peer, bytes)) {
                left.await();
            }
            if (closed) {
                return;
            }
            Peer queue = peers.computeIfAbsent(peer, ignored -> new Peer());
            queue.messages.add(new Waiting(work, bytes));
            queue.bytes += bytes;
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    private boolean hasRoom(NodeId peer, int bytes) {
        Peer queue = peers.get(peer);
        return queue == null ? peers.size() < MAX_PEERS : queue.hasRoom(bytes);
    }

    /// The next piece of work; null when none came in time.
    @Nullable
    Work take(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (own.isEmpty() && peers.isEmpty() && left > 0) {
                left = arrived.awaitNanos(left);
            }
            return next();
        } finally {
            lock.unlock();
        }
    }

    /// Messages of peers that wait.
    int waiting() {
        lock.lock();
        try {
            int waiting = 0;
            for (Peer peer : peers.values()) {
                waiting += peer.messages.size();
            }
            return waiting;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Work next() {
        Work work = own.poll();
        if (work != null || peers.isEmpty()) {
            return work;
        }
        Map.Entry<NodeId, Peer> first = peers.entrySet().iterator().next();
        Peer peer = first.getValue();
        peers.remove(first.getKey());
        Waiting waiting = peer.messages.remove();
        peer.bytes -= waiting.bytes();
        if (!peer.messages.isEmpty()) {
            peers.put(first.getKey(), peer);
        }
        left.signalAll();
        return waiting.work();
    }

    /// Lets everybody who waits for room go; what they bring is dropped.
    void close() {
        lock.lock();
        try {
            closed = true;
            left.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
