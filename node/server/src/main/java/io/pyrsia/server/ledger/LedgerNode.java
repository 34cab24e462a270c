package io.pyrsia.server.ledger;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.crypto.PrivateKey;
import io.pyrsia.base.seam.Clock;
import io.pyrsia.consensus.AppliedBlock;
import io.pyrsia.consensus.Block;
import io.pyrsia.consensus.Evidence;
import io.pyrsia.consensus.Signer;
import io.pyrsia.consensus.Snapshot;
import io.pyrsia.ledger.Reason;
import io.pyrsia.ledger.View;
import io.pyrsia.ledger.state.State;
import io.pyrsia.ledger.transaction.Transaction;
import io.pyrsia.libp2p.Host;
import io.pyrsia.log.note.NoteSignature;
import io.pyrsia.log.note.SignedCheckpoint;
import io.pyrsia.server.consensus.Application;
import io.pyrsia.server.consensus.Birth;
import io.pyrsia.server.consensus.HostNetwork;
import io.pyrsia.server.consensus.Replica;
import io.pyrsia.server.consensus.ReplicaListener;
import io.pyrsia.server.consensus.ReplicaSettings;
import io.pyrsia.server.consensus.ReplicaStatus;
import io.pyrsia.server.consensus.RocksStore;
import io.pyrsia.server.log.PublishedNotes;
import io.pyrsia.server.sync.SnapshotFetcher;
import io.pyrsia.server.sync.SyncServer;
import io.pyrsia.storage.Database;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.tuweni.bytes.Bytes;

/// The ledger of one node: agreed with the others, kept in the store, open to questions and new transactions.
///
/// An authority, one that wants to become one, and a follower all run the same: a node votes where it is an authority
/// and its store was born with its key, and follows otherwise.
///
///     LedgerNode.birth(database, key);                       // once, where the key is made, and never again
///     LedgerSettings settings = LedgerSettings.of(genesis, key, upstream);
///     LedgerNode node = LedgerNode.start(settings, database, host, clock, listener);
///     node.submit(signedTransaction).thenAccept(result -> …); // Accepted, Rejected, Unsound or Unavailable
///     node.view().artifact(purl);                             // what is final and executed here
///     node.close();                                           // the database and the host stay the caller's
///
/// The host's peer store must know the addresses of some authorities or of `upstream`. All methods may be called from
/// any thread.
public final class LedgerNode implements AutoCloseable {

    /// Between two rounds of what has to happen now and then.
    private static final long TICK_MS = 1_000;
    /// Numbers that are tried for an own transaction.
    private static final int MAX_NUMBERS = 4;

    private final LedgerSettings settings;
    private final LedgerListener listener;
    private final HostNetwork network;
    private final CheckedTransactions checks;
    private final DueTimes dueTimes;
    private final LedgerMachine machine;
    private final Submissions submissions;
    private final OwnTransactions own;
    private final Standings standings;
    private final Ticker ticker;
    private final Checkpoints checkpoints;
    private final SyncServer sync;
    private final SnapshotFetcher fetcher;
    private final Replica replica;
    /// The state after the last block that is final and executed; written by the replica's thread.
    private volatile State state;

    private LedgerNode(LedgerSettings settings, Database database, Host host, Clock clock, LedgerListener listener) {
        this.settings = settings;
        this.listener = listener;
        this.checks = new CheckedTransactions(settings.genesis().networkId());
        this.machine = new LedgerMachine(database, settings.genesis(), checks);
        this.state = machine.state();
        this.network = new HostNetwork(host, settings.upstream());
        this.standings = new Standings(clock);
        this.ticker = new Ticker("ledger", e -> listener.halted("the ledger's clockwork failed: " + e));
        this.submissions = new Submissions(checks, this::view, this::send, clock);
        this.dueTimes = new DueTimes(settings.key().publicKey().id(), clock);
        this.own = new OwnTransactions(settings.genesis().networkId(), settings.key(), this::view);
        this.checkpoints = new Checkpoints(settings, database, network, ticker, () -> state);
        this.sync = new SyncServer(host, database);
        this.fetcher = new SnapshotFetcher(host, database, network, () -> state.log());
        this.replica = Replica.start(
                new ReplicaSettings(
                        settings.consensus(),
                        settings.timing(),
                        signer(settings.key()),
                        settings.snapshotInterval(),
                        settings.signatureThreads()),
                clock,
                new RocksStore(database),
                network,
                new Application(machine, new LedgerGate(checks, this::view, clock), fetcher),
                new Ear());
        ticker.every(TICK_MS, this::tick);
    }

    /// Says that a key is new and has signed nothing: once, when it is made, on the store that will remember its
    /// votes.
    public static void birth(Database database, PrivateKey key) {
        try (RocksStore store = new RocksStore(database)) {
            Birth.record(store, key.publicKey().id());
        }
    }

    /// Opens what the store has, or the beginning, and takes part.
    public static LedgerNode start(
            LedgerSettings settings, Database database, Host host, Clock clock, LedgerListener listener) {
        return new LedgerNode(settings, database, host, clock, listener);
    }

    private static Signer signer(PrivateKey key) {
        NodeId id = key.publicKey().id();
        return new Signer() {
            @Override
            public NodeId id() {
                return id;
            }

            @Override
            public Bytes sign(Bytes text) {
                return key.sign(text);
            }
        };
    }

    /// Submits an encoded, signed transaction; on whichever node of the network, the result is the same. The same
    /// transaction submitted again has the same result. What hangs on the future runs on threads of its own.
    public CompletableFuture<TransactionResult> submit(Bytes transaction) {
        return submissions.submit(transaction);
    }

    /// Signs with this node's key and its next number, and submits. A number that turns out to be used, by what
    /// this node said before a crash, is replaced by the next.
    public CompletableFuture<TransactionResult> submit(Transaction transaction) {
        return submit(transaction, MAX_NUMBERS);
    }

    private CompletableFuture<TransactionResult> submit(Transaction transaction, int numbers) {
        return submissions
                .submit(own.sign(transaction))
                .thenCompose(result -> numbers > 1
                                && result instanceof TransactionResult.Rejected rejected
                                && rejected.reason() == Reason.REPLAYED
                        ? submit(transaction, numbers - 1)
                        : CompletableFuture.completedFuture(result));
    }

    private boolean send(Bytes transaction) {
        return replica.submit(List.of(transaction)) == 1;
    }

    /// The state after the last block that is final and executed here.
    public View view() {
        return new View(state);
    }

    public GenesisDocument genesis() {
        return settings.genesis();
    }

    public LedgerStatus status() {
        ReplicaStatus status = replica.status().join();
        State now = state;
        long height = standings.networkHeight(liars());
        return new LedgerStatus(
                now.height(),
                now.log().size(),
                checkpoints.size(),
                height,
                standings.hasHeardLately() && now.height() >= height,
                fetcher.isFetching(),
                submissions.waiting(),
                status);
    }

    /// The newest checkpoint that a quorum of the authorities signed, and the ends of epochs, as the log serves them.
    public PublishedNotes notes() {
        return checkpoints;
    }

    /// The newest checkpoint that a quorum signed: what outside witnesses are asked to cosign.
    public Optional<SignedCheckpoint> checkpoint() {
        return checkpoints.newest();
    }

    /// Serves witnesses' cosignatures with the checkpoint of a size, as long as it is the newest.
    public void cosigned(long size, List<NoteSignature> signatures) {
        checkpoints.cosigned(size, signatures);
    }

    /// The verifier keys of today's authorities, one a line: what a reader of the log gives to other people's tools.
    public String verifierKeys() {
        return checkpoints.verifierKeys();
    }

    private int liars() {
        return (state.authorities().nodes().size() - 1) / 3;
    }

    private void tick() {
        submissions.tick();
        if (dueTimes.needsTick(view())) {
            CompletableFuture<TransactionResult> _ = submit(new Transaction.Tick());
        }
        Bytes standing = new Told.Standing(state.height()).encode();
        network.partners().forEach(partner -> network.tell(partner, standing));
        checkpoints.tick();
    }

    private void told(NodeId from, Bytes note) {
        try {
            Told told = Told.decode(note);
            if (told instanceof Told.Standing(long height)) {
                standings.heard(from, height);
                if (!network.isPartner(from)) {
                    network.tell(from, new Told.Standing(state.height()).encode());
                }
            }
            checkpoints.told(from, told);
        } catch (Malformed e) {
            network.penalise(from);
        }
    }

    /// Stops taking part; everything final is stored already.
    @Override
    public void close() {
        fetcher.close();
        sync.close();
        replica.close();
        network.close();
        ticker.close();
        submissions.close();
    }

    /// What the replica says, on its thread.
    private final class Ear implements ReplicaListener {

        @Override
        public void applied(Block block, AppliedBlock applied) {
            Executed executed = machine.takeDone();
            while (executed != null && executed.after().height() < block.height()) {
                executed = machine.takeDone();
            }
            if (executed == null) {
                throw new IllegalStateException("block " + block.height() + " was applied by nobody");
            }
            state = executed.after();
            submissions.executed(executed.results());
            checkpoints.executed(executed);
            listener.applied(view(), executed.results());
        }

        @Override
        public void installed(Snapshot snapshot) {
            state = machine.state();
            checkpoints.installed();
            listener.applied(view(), List.of());
        }

        @Override
        public void told(NodeId from, Bytes note) {
            LedgerNode.this.told(from, note);
        }

        @Override
        public void convicted(Evidence evidence) {
            listener.convicted(evidence);
        }

        @Override
        public void halted(String reason) {
            listener.halted(reason);
        }
    }
}
