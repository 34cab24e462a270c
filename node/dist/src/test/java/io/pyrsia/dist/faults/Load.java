package io.pyrsia.dist.faults;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.NetworkId;
import io.pyrsia.base.Purl;
import io.pyrsia.base.crypto.PrivateKey;
import io.pyrsia.client.ApiRefusal;
import io.pyrsia.client.api.Problem;
import io.pyrsia.ledger.transaction.Observation;
import io.pyrsia.ledger.transaction.SignedTransaction;
import io.pyrsia.ledger.transaction.Transaction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.tuweni.bytes.Bytes;

/// A steady load: each registry signs one observation after the other and says it to one node after the other, until
/// one acknowledges it. What was acknowledged must never be lost.
final class Load implements AutoCloseable {

    /// Between two observations of one registry when nothing is wrong.
    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    /// Makes transactions about as large as they may be.
    private static final int URL_DIGESTS = 15;

    private final FaultNetwork network;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    /// Guarded by this, like all below.
    private final SortedSet<String> acknowledged = new TreeSet<>();

    private final List<Long> latenciesNanos = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();
    private int repeats;
    private volatile boolean isOver;

    private Load(FaultNetwork network) {
        this.network = network;
    }

    static Load on(FaultNetwork network, List<PrivateKey> registries) {
        Load load = new Load(network);
        for (int i = 0; i < registries.size(); i++) {
            int number = i;
            PrivateKey key = registries.get(i);
            load.workers.execute(() -> load.work(number, key));
        }
        return load;
    }

    private void work(int registry, PrivateKey key) {
        try {
            long due = System.nanoTime();
            for (int sequence = 1; !isOver; sequence++) {
                observe(registry, key, sequence);
                due = Math.max(due + PERIOD_NANOS, System.nanoTime() - PERIOD_NANOS);
                LockSupport.parkNanos(due - System.nanoTime());
            }
        } catch (Malformed | RuntimeException e) {
            refuse("the load of registry " + registry + " ended: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void observe(int registry, PrivateKey key, int sequence) throws Malformed, InterruptedException {
        String name = "pkg:maven/org.example/registry-" + registry + "@" + sequence + "#thing.jar";
        Transaction transaction = new Transaction.Observe(observation(name));
        NetworkId id = network.genesis().networkId();
        submit(name, SignedTransaction.sign(id, key, sequence, transaction).encode(), registry + sequence);
    }

    private Observation observation(String name) throws Malformed {
        Digest digest = Digest.sha256(Bytes.wrap(name.getBytes(StandardCharsets.UTF_8)));
        return new Observation(
                Purl.parse(name),
                digest,
                null,
                name.length(),
                digest.value(),
                "application/java-archive",
                "https://registry.example/" + digest.hex().repeat(URL_DIGESTS),
                network.genesis().timeMs(),
                false);
    }

    /// The same bytes go to the next node when one does not answer, is gone, or cannot say.
    private void submit(String name, Bytes transaction, int first) throws InterruptedException {
        long began = System.nanoTime();
        for (int node = first; !isOver; node++) {
            try {
                network.nodes().get(node % network.nodes().size()).api().submitSigned(transaction);
                acknowledge(name, System.nanoTime() - began);
                return;
            } catch (IOException e) {
                again();
            } catch (ApiRefusal refusal) {
                if (refusal.problem().is(Problem.Code.REJECTED)) {
                    rejected(name, refusal.problem(), System.nanoTime() - began);
                    return;
                }
                again();
            }
        }
    }

    private synchronized void acknowledge(String name, long nanos) {
        acknowledged.add(name);
        latenciesNanos.add(nanos);
    }

    private synchronized void again() {
        repeats++;
    }

    /// Only this registry has the number: if it was used, then by this transaction, which a node acknowledges so.
    private synchronized void rejected(String name, Problem problem, long nanos) {
        if ("REPLAYED".equals(problem.reason())) {
            acknowledge(name, nanos);
        } else {
            refuse(name + ": " + problem.detail());
        }
    }

    private synchronized void refuse(String what) {
        refusals.add(what);
    }

    synchronized int acknowledgements() {
        return acknowledged.size();
    }

    /// Waits until so many more are acknowledged than now.
    void awaitMore(int count) throws InterruptedException {
        int before = acknowledgements();
        Await.until(
                () -> count + " acknowledged transactions after " + before + ", there are " + acknowledgements(),
                () -> acknowledgements() >= before + count);
    }

    /// Waits for so much time while the load goes on: faults have to last.
    void goOn(int seconds) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        Await.until(() -> "time passes", () -> System.nanoTime() > end);
    }

    synchronized SortedSet<String> acknowledged() {
        return new TreeSet<>(acknowledged);
    }

    /// Refusals that no fault explains.
    synchronized List<String> refusals() {
        return List.copyOf(refusals);
    }

    synchronized String figures() {
        List<Long> sorted = latenciesNanos.stream().sorted().toList();
        return acknowledged.size() + " transactions acknowledged (p50 " + ms(sorted, 50) + " ms, p99 " + ms(sorted, 99)
                + " ms, slowest " + ms(sorted, 100) + " ms), " + repeats + " repeated";
    }

    static long ms(List<Long> sortedNanos, int percent) {
        return sortedNanos.isEmpty()
                ? 0
                : TimeUnit.NANOSECONDS.toMillis(sortedNanos.get((sortedNanos.size() - 1) * percent / 100));
    }

    void stop() throws InterruptedException {
        isOver = true;
        workers.shutdown();
        Await.until(() -> "the load ends", workers::isTerminated);
    }

    @Override
    public void close() {
        isOver = true;
        workers.shutdownNow();
    }
}
