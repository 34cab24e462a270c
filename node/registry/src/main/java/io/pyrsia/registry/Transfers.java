package io.pyrsia.registry;

import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;

/// The transfers that run: one for each thing, however many clients want it.
public final class Transfers implements AutoCloseable {

    /// Transfers at a time; who wants a further one comes again.
    private static final int MAX_TRANSFERS = 256;

    private static final System.Logger LOG = System.getLogger(Transfers.class.getName());

    private final ConcurrentHashMap<String, Transfer> running = new ConcurrentHashMap<>();
    private volatile boolean isClosed;
    private final LongAdder bytes = new LongAdder();
    private final LongAdder wrong = new LongAdder();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final Semaphore places = new Semaphore(MAX_TRANSFERS);

    /// Brings the bytes and tells the transfer, or refuses.
    interface Work {
        void carryOut(Transfer transfer) throws Refusal;
    }

    /// Ends all transfers, and waits until none uses the store any more.
    @Override
    public void close() {
        isClosed = true;
        threads.forEach(Thread::interrupt);
        places.acquireUninterruptibly(MAX_TRANSFERS);
    }

    /// The running transfer of this key, or a new one that `work` carries out on a thread of its own.
    Transfer join(String key, Work work) throws Refusal {
        Transfer known = running.get(key);
        if (known != null && !known.isFailing()) {
            return known;
        }
        if (isClosed || !places.tryAcquire()) {
            throw new Refusal(Refusal.Why.BUSY, "this node stops, or fetches " + MAX_TRANSFERS + " things already");
        }
        Transfer mine = new Transfer();
        Transfer first = running.compute(key, (same, other) -> other == null || other.isFailing() ? mine : other);
        if (first != mine) {
            places.release();
            return first;
        }
        Thread.ofVirtual().name("transfer-" + key).start(() -> run(key, mine, work));
        return mine;
    }

    boolean isRunning(String key) {
        return running.containsKey(key);
    }

    /// How much comes, if that is known.
    OptionalLong size(String key) {
        Transfer known = running.get(key);
        return known == null ? OptionalLong.empty() : known.size();
    }

    private void run(String key, Transfer transfer, Work work) {
        threads.add(Thread.currentThread());
        Refusal failure = new Refusal(Refusal.Why.UNREACHABLE, "the transfer failed; the node's log tells more");
        try {
            work.carryOut(transfer);
        } catch (Refusal e) {
            failure = e;
            if (e.why() == Refusal.Why.WRONG_BYTES) {
                wrong.increment();
            }
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "a transfer failed: " + key, e);
        } finally {
            threads.remove(Thread.currentThread());
            running.remove(key, transfer);
            places.release();
            // Only now, so that who is refused and tries elsewhere does not join this one again.
            transfer.fail(failure);
        }
    }

    /// Bytes that came and were right, and bodies that were wrong.
    public long bytes() {
        return bytes.sum();
    }

    public long wrong() {
        return wrong.sum();
    }

    void came(long size) {
        bytes.add(size);
    }

    public int running() {
        return running.size();
    }
}
