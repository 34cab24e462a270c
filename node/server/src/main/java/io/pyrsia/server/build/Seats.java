package io.pyrsia.server.build;

import io.pyrsia.base.NodeId;
import io.pyrsia.base.crypto.PrivateKey;
import io.pyrsia.base.seam.Clock;
import io.pyrsia.base.seam.Randomness;
import io.pyrsia.ledger.Duty;
import io.pyrsia.ledger.View;
import io.pyrsia.ledger.transaction.BuildOutcome;
import io.pyrsia.ledger.transaction.Commitment;
import io.pyrsia.ledger.transaction.Id;
import io.pyrsia.ledger.transaction.Transaction;
import io.pyrsia.ledger.vrf.Ecvrf;
import io.pyrsia.server.ledger.LedgerNode;
import io.pyrsia.server.ledger.TransactionResult;
import io.pyrsia.storage.Database;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.apache.tuweni.bytes.Bytes;

/// Does what builds wait for from this node, but for building: gives an authority's random shares, and commits to and
/// reveals the answers that its builder brings.
///
/// What is to be done follows from the ledger's state and the stored answers alone, looked at anew after every block
/// and every second; so a node that was stopped anywhere goes on.
public final class Seats implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Seats.class.getName());

    /// Between two tries to say the same.
    private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final long LOOK_SECONDS = 1;

    /// A builder that has not been heard of for so long is not at work.
    private static final long BUILDER_GONE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private enum Word {
        DRAW,
        PRESENT,
        COMMIT,
        REVEAL
    }

    private record Said(Round round, Word word) {}

    private record Attempt(CompletableFuture<?> result, long nanos) {}

    private final LedgerNode ledger;
    private final PrivateKey key;
    private final NodeId self;
    private final Answers answers;
    private final Clock clock;
    private final RandomGenerator random = Randomness.secure();
    private final Semaphore news = new Semaphore(0);
    private final Thread thread;
    private volatile boolean closed;

    /// When the builder was last heard of; written by the threads that it talks to.
    private volatile OptionalLong heardNanos = OptionalLong.empty();

    /// What was said of open builds; owned by the thread.
    private final Map<Said, Attempt> said = new HashMap<>();

    /// Rounds of which this node committed to something that it does not have any more; owned by the thread.
    private final Set<Round> lost = new HashSet<>();

    private Seats(LedgerNode ledger, PrivateKey key, Database database, Clock clock) {
        this.ledger = ledger;
        this.key = key;
        this.self = key.publicKey().id();
        this.answers = new Answers(database);
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("seats").daemon().unstarted(this::run);
    }

    public static Seats start(LedgerNode ledger, PrivateKey key, Database database, Clock clock) {
        Seats seats = new Seats(ledger, key, database, clock);
        seats.thread.start();
        return seats;
    }

    /// Something may have changed; from any thread.
    public void wake() {
        news.release();
    }

    /// The builder asked for work or told what it does; from any thread.
    public void hear() {
        heardNanos = OptionalLong.of(clock.nanos());
    }

    private boolean hasBuilder() {
        OptionalLong heard = heardNanos;
        return heard.isPresent() && clock.nanos() - heard.getAsLong() < BUILDER_GONE_NANOS;
    }

    /// The builds that wait for this node's builder.
    public List<Duty.Build> work() {
        return duties(ledger.view()).stream()
                .filter(Duty.Build.class::isInstance)
                .map(Duty.Build.class::cast)
                .filter(build ->
                        answers.find(round(build.request(), build.round())).isEmpty())
                .toList();
    }

    /// The seat that this node has in a round and was not answered for; empty if it has none.
    public Optional<Duty.Build> seat(Round round) {
        return duties(ledger.view()).stream()
                .filter(Duty.Build.class::isInstance)
                .map(Duty.Build.class::cast)
                .filter(build -> round(build.request(), build.round()).equals(round))
                .findFirst();
    }

    public boolean isAnswered(Round round) {
        return answers.find(round).isPresent();
    }

    /// Keeps the builder's answer for good, if it is the first one, and has it committed to and revealed.
    public void answer(Round round, BuildOutcome outcome) {
        byte[] salt = new byte[Commitment.SALT_BYTES];
        random.nextBytes(salt);
        answers.add(new Answer(round, Bytes.wrap(salt), outcome));
        wake();
    }

    private List<Duty> duties(View view) {
        return view.duties(self, clock.now().toEpochMilli());
    }

    private void run() {
        while (!closed) {
            try {
                boolean _ = news.tryAcquire(LOOK_SECONDS, TimeUnit.SECONDS);
                news.drainPermits();
            } catch (InterruptedException e) {
                return;
            }
            try {
                look(ledger.view());
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.ERROR, "the builds of this node wait for a second", e);
            }
        }
    }

    private void look(View view) {
        Set<Said> current = new HashSet<>();
        for (Duty duty : duties(view)) {
            switch (duty) {
                case Duty.Contribute share -> {
                    Round round = round(share.request(), share.round());
                    say(new Said(round, Word.DRAW), current, () -> draw(share));
                }
                case Duty.Build build -> {
                    Round round = round(build.request(), build.round());
                    Optional<Answer> answer = answers.find(round);
                    if (answer.isPresent()) {
                        say(new Said(round, Word.COMMIT), current, () -> answer.get()
                                .commit(self));
                    } else if (build.isAsked() && hasBuilder()) {
                        Transaction present = new Transaction.Present(build.request(), build.round());
                        say(new Said(round, Word.PRESENT), current, () -> present);
                    }
                }
                case Duty.Reveal reveal -> {
                    Round round = round(reveal.request(), reveal.round());
                    answers.find(round)
                            .ifPresentOrElse(
                                    answer -> say(new Said(round, Word.REVEAL), current, answer::reveal),
                                    () -> lost(round));
                }
            }
        }
        said.keySet().retainAll(current);
        answers.forget(round -> isOver(view, round));
        lost.removeIf(round -> isOver(view, round));
    }

    private void say(Said what, Set<Said> current, Supplier<Transaction> transaction) {
        current.add(what);
        Attempt last = said.get(what);
        if (last != null && (!last.result.isDone() || clock.nanos() - last.nanos < AGAIN_NANOS)) {
            return;
        }
        CompletableFuture<Void> result = ledger.submit(transaction.get()).thenAccept(became -> told(what, became));
        said.put(what, new Attempt(result, clock.nanos()));
    }

    private void told(Said what, TransactionResult became) {
        if (became instanceof TransactionResult.Rejected rejected) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "build {0}, round {1}: this node''s {2} was rejected: {3}",
                    what.round.request(),
                    what.round.number(),
                    what.word,
                    rejected.reason().sentence());
        }
        wake();
    }

    private void lost(Round round) {
        if (lost.add(round)) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "build {0}, round {1}: this node committed to an answer that its data does not have; was it restored"
                            + " from a backup?",
                    round.request(),
                    round.number());
        }
    }

    private Transaction.Draw draw(Duty.Contribute share) {
        Bytes input =
                Transaction.Draw.input(ledger.genesis().networkId(), share.request(), share.round(), share.seed());
        return new Transaction.Draw(share.request(), share.round(), share.seed(), Ecvrf.prove(key, input));
    }

    private static boolean isOver(View view, Round round) {
        return view.openBuild(round.request())
                .filter(open -> open.round() == round.number())
                .isEmpty();
    }

    private static Round round(Id request, int number) {
        return new Round(request, number);
    }

    @Override
    public void close() {
        closed = true;
        wake();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
