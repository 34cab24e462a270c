package io.pyrsia.server.consensus;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.crypto.PublicKey;
import io.pyrsia.consensus.Effect;
import io.pyrsia.consensus.Input;
import io.pyrsia.consensus.SignatureCheck;
import io.pyrsia.consensus.SignatureChecker;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The messages whose signatures wait to be checked, and the threads that check them.
///
/// A few that wait are left to the replica's thread, which checks them when it has nothing else to do: handing a
/// check to another thread and its answer back takes as long as the check, and once a quorum is there the rest need
/// none. What waits is bounded by the checks that consensus allows each peer.
final class SignatureWorkers implements SignatureChecker, AutoCloseable {

    /// Messages that wait for the replica's thread before others help it.
    private static final int MAX_OWN_MESSAGES = 3;
    /// Messages with more signatures than this are never checked on the replica's thread.
    private static final int MAX_OWN_CHECKS = 8;
    /// Keys that were decoded once; beyond it they are decoded each time.
    private static final int MAX_KEYS = 1_024;

    private final Inbox inbox;
    private final Map<NodeId, PublicKey> keys = new ConcurrentHashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition enough = lock.newCondition();
    /// Guarded by the lock, like the next two.
    private final Queue<Effect.Check> small = new ArrayDeque<>();

    private final Queue<Effect.Check> large = new ArrayDeque<>();
    private boolean closed;

    /// @param inbox where answers go
    SignatureWorkers(int count, Inbox inbox) {
        if (count < 1) {
            throw new IllegalArgumentException("at least one thread checks signatures");
        }
        this.inbox = inbox;
        for (int i = 0; i < count; i++) {
            threads.add(Thread.ofPlatform().name("signatures-" + i).daemon().start(this::run));
        }
    }

    void submit(Effect.Check check) {
        lock.lock();
        try {
            (check.checks().size() > MAX_OWN_CHECKS ? large : small).add(check);
            if (hasEnough()) {
                enough.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Takes a message for the replica's thread to check.
    Effect.@Nullable Check poll() {
        lock.lock();
        try {
            return small.poll();
        } finally {
            lock.unlock();
        }
    }

    private boolean hasEnough() {
        return !large.isEmpty() || small.size() > MAX_OWN_MESSAGES;
    }

    private void run() {
        Effect.Check next = take();
        while (next != null) {
            inbox.add(new Work.Step(new Input.Checked(next.from(), next.message(), all(next.checks()))));
            next = take();
        }
    }

    /// Null when there is nothing more to do.
    private Effect.@Nullable Check take() {
        lock.lock();
        try {
            while (!hasEnough() && !closed) {
                enough.awaitUninterruptibly();
            }
            if (closed) {
                return null;
            }
            return large.isEmpty() ? small.remove() : large.remove();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean all(List<SignatureCheck> checks) {
        for (SignatureCheck check : checks) {
            if (!verifies(check)) {
                return false;
            }
        }
        return true;
    }

    private boolean verifies(SignatureCheck check) {
        PublicKey key = keys.get(check.signer());
        if (key == null) {
            try {
                key = PublicKey.parse(check.signer().key());
            } catch (Malformed e) {
                return false;
            }
            if (keys.size() < MAX_KEYS) {
                keys.put(check.signer(), key);
            }
        }
        return key.verifies(check.text(), check.signature());
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            enough.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
