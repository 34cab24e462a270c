package io.pyrsia.server.ledger;

import io.pyrsia.base.seam.Clock;
import io.pyrsia.ledger.Checked;
import io.pyrsia.ledger.Outcome;
import io.pyrsia.ledger.Reason;
import io.pyrsia.ledger.View;
import io.pyrsia.ledger.transaction.Id;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.tuweni.bytes.Bytes;

/// The transactions that were submitted here and wait for their result, which is sent again until there is one; and
/// the results of late. Safe for use by many threads.
final class Submissions implements AutoCloseable {

    static final int MAX_WAITING = 50_000;
    private static final int MAX_REMEMBERED = 20_000;
    private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long GIVE_UP_NANOS = TimeUnit.SECONDS.toNanos(60);

    /// Puts a transaction on its way to the authorities; false when there is no room.
    @FunctionalInterface
    interface Sender {
        boolean send(Bytes transaction);
    }

    private static final class Waiting {
        final Bytes transaction;
        final Checked.Sound checked;
        final long sinceNanos;
        final CompletableFuture<TransactionResult> result = new CompletableFuture<>();
        long sentNanos;
        boolean seemedReplayed;

        Waiting(Bytes transaction, Checked.Sound checked, long nanos) {
            this.transaction = transaction;
            this.checked = checked;
            this.sinceNanos = nanos;
            this.sentNanos = nanos;
        }
    }

    private final CheckedTransactions checks;
    private final Supplier<View> view;
    private final Sender sender;
    private final Clock clock;
    /// Runs what hangs on a result, so that it does not hold up the replica.
    private final ExecutorService followers = Executors.newVirtualThreadPerTaskExecutor();
    /// Guarded by this, like the next two.
    private final Map<Id, Waiting> waiting = new LinkedHashMap<>();

    private final Map<Id, TransactionResult> results = new LinkedHashMap<>();
    private boolean closed;

    Submissions(CheckedTransactions checks, Supplier<View> view, Sender sender, Clock clock) {
        this.checks = checks;
        this.view = view;
        this.sender = sender;
        this.clock = clock;
    }

    CompletableFuture<TransactionResult> submit(Bytes transaction) {
        Checked checked = AgreedTime.isTransaction(transaction)
                ? checks.check(transaction)
                : new Checked.Unsound(Reason.MALFORMED);
        return switch (checked) {
            case Checked.Unsound unsound -> now(new TransactionResult.Unsound(unsound.reason()));
            case Checked.Sound sound -> submit(transaction, sound);
        };
    }

    private CompletableFuture<TransactionResult> submit(Bytes transaction, Checked.Sound sound) {
        Outcome admission = view.get().admission(sound.author(), sound.sequence());
        Waiting added = new Waiting(transaction, sound, clock.nanos());
        synchronized (this) {
            TransactionResult known = results.get(sound.id());
            Waiting present = waiting.get(sound.id());
            if (known != null) {
                return now(known);
            }
            if (present != null) {
                return present.result.copy();
            }
            if (admission instanceof Outcome.Rejected rejected) {
                return now(new TransactionResult.Rejected(sound.id(), 0, rejected.reason()));
            }
            if (closed || waiting.size() >= MAX_WAITING) {
                return now(new TransactionResult.Unavailable("too many transactions wait, or the node stops"));
            }
            waiting.put(sound.id(), added);
        }
        if (!sender.send(transaction)) {
            end(sound.id(), new TransactionResult.Unavailable("the pool is full"));
        }
        return added.result.copy();
    }

    private static CompletableFuture<TransactionResult> now(TransactionResult result) {
        return CompletableFuture.completedFuture(result);
    }

    /// What a block did to its transactions.
    void executed(List<TransactionResult> block) {
        for (TransactionResult result : block) {
            switch (result) {
                case TransactionResult.Accepted accepted -> executed(accepted.id(), result);
                case TransactionResult.Rejected rejected -> executed(rejected.id(), result);
                case TransactionResult.Unsound ignored -> {}
                case TransactionResult.Unavailable ignored -> {}
            }
        }
    }

    private void executed(Id id, TransactionResult result) {
        synchronized (this) {
            // The first result stays: the same transaction again is only replayed.
            if (results.putIfAbsent(id, result) == null && results.size() > MAX_REMEMBERED) {
                results.remove(results.keySet().iterator().next());
            }
        }
        end(id, result);
    }

    private void end(Id id, TransactionResult result) {
        Waiting ended;
        synchronized (this) {
            ended = waiting.remove(id);
        }
        if (ended != null) {
            ended.result.completeAsync(() -> result, followers);
        }
    }

    synchronized int waiting() {
        return waiting.size();
    }

    /// Sends again what has had no result for a while, and gives up what has had none for long.
    void tick() {
        List<Waiting> late = new ArrayList<>();
        long now = clock.nanos();
        synchronized (this) {
            for (Waiting each : waiting.values()) {
                if (now - each.sentNanos >= AGAIN_NANOS) {
                    each.sentNanos = now;
                    late.add(each);
                }
            }
        }
        for (Waiting each : late) {
            Checked.Sound sound = each.checked;
            Outcome admission = view.get().admission(sound.author(), sound.sequence());
            if (now - each.sinceNanos >= GIVE_UP_NANOS) {
                end(sound.id(), new TransactionResult.Unavailable("not final within a minute"));
            } else if (admission instanceof Outcome.Rejected rejected) {
                reject(each, rejected.reason());
            } else {
                sender.send(each.transaction);
            }
        }
    }

    /// A number that is used is this very transaction's, whose result comes in a moment; or it came while this node
    /// took over a snapshot, and then nobody here knows.
    private void reject(Waiting each, Reason reason) {
        Id id = each.checked.id();
        if (reason != Reason.REPLAYED) {
            end(id, new TransactionResult.Rejected(id, 0, reason));
        } else if (each.seemedReplayed) {
            end(id, new TransactionResult.Unavailable("its number was used while this node was away"));
        }
        each.seemedReplayed = true;
    }

    @Override
    public void close() {
        List<Id> left;
        synchronized (this) {
            closed = true;
            left = List.copyOf(waiting.keySet());
        }
        left.forEach(id -> end(id, new TransactionResult.Unavailable("the node stops")));
        followers.close();
    }
}
