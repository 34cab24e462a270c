package io.pyrsia.server.main;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.crypto.PrivateKey;
import io.pyrsia.base.seam.Clock;
import io.pyrsia.base.seam.Randomness;
import io.pyrsia.client.ApiToken;
import io.pyrsia.client.api.KeysInfo;
import io.pyrsia.consensus.Evidence;
import io.pyrsia.ledger.View;
import io.pyrsia.libp2p.discovery.Bootstrap;
import io.pyrsia.libp2p.host.HostConfig;
import io.pyrsia.libp2p.host.NetworkHost;
import io.pyrsia.libp2p.key.Identity;
import io.pyrsia.libp2p.key.PeerKey;
import io.pyrsia.log.note.NoteKey;
import io.pyrsia.log.note.NoteSigner;
import io.pyrsia.log.witness.Witness;
import io.pyrsia.registry.Attestations;
import io.pyrsia.server.api.Parts;
import io.pyrsia.server.api.WorkApi;
import io.pyrsia.server.backup.Backup;
import io.pyrsia.server.build.Delivery;
import io.pyrsia.server.build.PublishedAttestations;
import io.pyrsia.server.build.Seats;
import io.pyrsia.server.config.NodeConfig;
import io.pyrsia.server.config.WitnessConfig;
import io.pyrsia.server.consensus.Birth;
import io.pyrsia.server.http.HttpFront;
import io.pyrsia.server.keys.KeyFile;
import io.pyrsia.server.ledger.GenesisDocument;
import io.pyrsia.server.ledger.GenesisFile;
import io.pyrsia.server.ledger.LedgerListener;
import io.pyrsia.server.ledger.LedgerNode;
import io.pyrsia.server.ledger.LedgerSettings;
import io.pyrsia.server.ledger.TransactionResult;
import io.pyrsia.server.log.StoredWitness;
import io.pyrsia.server.log.WitnessService;
import io.pyrsia.server.recovery.AcceptedRecoveries;
import io.pyrsia.server.registry.Registries;
import io.pyrsia.server.report.ClockWatch;
import io.pyrsia.server.report.Journal;
import io.pyrsia.server.report.Metrics;
import io.pyrsia.server.sharing.LogDescriptors;
import io.pyrsia.server.sharing.Sharing;
import io.pyrsia.storage.Database;
import io.pyrsia.storage.StorageFailure;
import io.pyrsia.storage.StorageSettings;
import io.pyrsia.storage.blob.BlobSettings;
import io.pyrsia.storage.blob.BlobStore;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// One running node: its parts, opened in the order in which they need each other and closed in the opposite one.
final class Node implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Node.class.getName());

    /// Nodes that start together find each other soon; one that is gone for long is not asked often.
    private static final Bootstrap.Pace PACE = new Bootstrap.Pace(Duration.ofMillis(100), Duration.ofMinutes(5));

    /// What is open, the newest first; owned by the thread that starts and closes.
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    private final NodeConfig config;
    private final Clock clock;
    private final Journal journal;
    private final Consumer<String> halted;
    private final ClockWatch clockWatch;

    /// All are there once the node has started.
    private @Nullable Parts parts;

    private @Nullable Registries registries;

    private @Nullable WorkApi work;

    private int httpPort;

    /// Set while the node starts, before anybody can ask.
    private @Nullable Attestations stated;

    /// Set while the node starts; the ledger may speak before.
    private volatile @Nullable Seats seats;

    private Node(NodeConfig config, Clock clock, Journal journal, Consumer<String> halted) {
        this.config = config;
        this.clock = clock;
        this.journal = journal;
        this.halted = halted;
        this.clockWatch = new ClockWatch(clock);
    }

    /// Starts everything, or nothing; `halted` hears when the node can go on no longer.
    static Node start(NodeConfig config, Clock clock, Journal journal, Consumer<String> halted) throws CannotStart {
        Node node = new Node(config, clock, journal, halted);
        try {
            node.start();
            return node;
        } catch (IOException | Malformed | CannotStart | RuntimeException e) {
            node.close();
            throw Explained.of(e);
        }
    }

    private void start() throws IOException, Malformed, CannotStart {
        DataFolder data = opened(DataFolder.open(config.data()));
        GenesisDocument genesis = GenesisFile.read(Bytes.wrap(Files.readAllBytes(config.genesis())));
        KeyOfNode key = KeyOfNode.open(config, Randomness.secure());
        opened(key.lock());
        NodeId self = key.secret().publicKey().id();
        data.belongTo(self, genesis.networkId().name());
        ClockCheck.afterGenesis(clock, genesis.timeMs());

        Database database = opened(
                Database.open(data.store(), config.isSmall() ? StorageSettings.small() : StorageSettings.standard()));
        key.recordBirth(database);
        Optional<KeyMark> mark = mark(database);
        mark.ifPresent(this::opened);
        NetworkHost host = opened(host(key.secret()));
        Bootstrap bootstrap = opened(new Bootstrap(host, config.peers(), PACE, Randomness.secure()));
        bootstrap.start();
        LedgerNode ledger = opened(LedgerNode.start(
                LedgerSettings.of(genesis, key.secret(), upstream(genesis))
                        .accepting(new AcceptedRecoveries(config.data().resolve("recoveries")).read()),
                database,
                host,
                clock,
                new Ear()));
        ClockCheck.afterLastBlock(clock, ledger.view().state().timeMs());
        opened(new EverySecond(() -> clockWatch.caughtUp(ledger.status().isCaughtUp())));
        mark.ifPresent(grown -> opened(new EverySecond(() -> grow(grown, ledger, self))));

        Parts all = new Parts(
                ledger,
                host,
                database,
                ledger.notes(),
                new NoteKey(genesis.origin(), NoteKey.Kind.LOG, key.secret().publicKey()),
                config.passphrase().isPresent() ? KeysInfo.Kept.ENCRYPTED_FILE : KeysInfo.Kept.FILE,
                new Backup(database, config.genesis(), self, genesis.networkId().name()),
                journal,
                clock,
                clockWatch,
                clock.now(),
                Version.text());
        if (ledger.view().state().isAuthority(self) && !Birth.isRecorded(database)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "this node is an authority and does not vote: its data was restored or made anew, and does not know"
                            + " what its key has signed. Start it with a new key in a new folder, and have the"
                            + " authorities run `pyrsia authority rotate OLD NEW`");
        }
        // Authorities keep everything.
        BlobSettings room = ledger.view().state().isAuthority(self)
                ? BlobSettings.unlimited()
                : new BlobSettings(config.registry().quota());
        BlobStore store = BlobStore.open(data.blobs(), database, room, clock);
        Sharing sharing = opened(Sharing.start(
                config.sharing(),
                host,
                store,
                new LogDescriptors(ledger, database)::of,
                config.registry().quota().bytes(),
                clock));
        this.stated = new PublishedAttestations(ledger, database, store, sharing.peers(), key.secret(), clock);
        Registries packages =
                opened(Registries.open(config.registry(), store, sharing, database, ledger, self, pushToken(), clock));
        Seats taken = opened(Seats.start(ledger, key.secret(), database, clock));
        this.seats = taken;
        WorkApi offered = new WorkApi(all, taken, new Delivery(store, key.secret()), store, sharing.peers());
        HttpFront http = opened(front(all, offered, packages, sharing));
        opened(Witnesses.open(config.witness().asked(), ledger, database));
        this.parts = all;
        this.registries = packages;
        this.work = offered;
        this.httpPort = http.port();
        LOG.log(
                System.Logger.Level.INFO,
                "node {0} of network {1}: HTTP at {2}:{3}, peers at {4}",
                self,
                genesis.networkId(),
                config.http().host(),
                String.valueOf(http.port()),
                host.addresses());
    }

    /// Where the key lies with the data, both are old in a copy; a store without its birth votes in no case.
    private Optional<KeyMark> mark(Database database) throws IOException, Malformed, CannotStart {
        return config.key().startsWith(config.data()) || !Birth.isRecorded(database)
                ? Optional.empty()
                : Optional.of(KeyMark.open(config.key(), database));
    }

    private void grow(KeyMark mark, LedgerNode ledger, NodeId self) {
        if (ledger.view().state().isAuthority(self)) {
            try {
                mark.grow();
            } catch (IOException | StorageFailure e) {
                halted.accept("the mark beside the key cannot be written: " + e.getMessage());
            }
        }
    }

    private ApiToken pushToken() throws IOException, Malformed {
        return Tokens.readOrCreate(config.registry().pushToken(), Randomness.secure());
    }

    /// What makes this node a witness of other logs, if it is to be one. Its key signs nothing else.
    private Optional<WitnessService> witness(Database database) throws IOException, Malformed {
        if (config.witness().own().isEmpty()) {
            return Optional.empty();
        }
        WitnessConfig.Own own = config.witness().own().get();
        NoteSigner signer =
                new NoteSigner(own.name(), KeyFile.readOrCreate(own.key(), Optional.empty(), Randomness.secure()));
        NoteKey key = signer.key(NoteKey.Kind.WITNESS);
        LOG.log(System.Logger.Level.INFO, "a witness of {0}: {1}", own.logs().keySet(), key.verifierKey());
        return Optional.of(
                new WitnessService(new Witness(signer, own.logs()), key, new StoredWitness(database), clock));
    }

    /// The port of the HTTP server, whichever was asked for.
    int httpPort() {
        return httpPort;
    }

    /// What the node runs with.
    Parts parts() {
        return Objects.requireNonNull(parts, "the node has not started");
    }

    /// What it serves packages with.
    Registries registries() {
        return Objects.requireNonNull(registries, "the node has not started");
    }

    /// What its builder asks.
    WorkApi work() {
        return Objects.requireNonNull(work, "the node has not started");
    }

    private HttpFront front(Parts all, WorkApi work, Registries registries, Sharing sharing)
            throws CannotStart, IOException, Malformed {
        ApiToken token = Tokens.readOrCreate(config.http().token(), Randomness.secure());
        Metrics metrics = new Metrics();
        metrics.add(sharing);
        Attestations attestations = Objects.requireNonNull(stated, "what is stated is known before HTTP starts");
        try {
            return HttpFront.start(
                    config.http(),
                    token,
                    clock,
                    metrics,
                    TlsOfHttp.of(config.http()),
                    Routes.of(all, work, attestations, registries, witness(all.database()), metrics));
        } catch (RuntimeException e) {
            throw Explained.port(
                    "HTTP port " + config.http().port() + " of " + config.http().host(), "http.port to another one", e);
        }
    }

    private NetworkHost host(PrivateKey key) throws CannotStart {
        try {
            NetworkHost host = NetworkHost.start(HostConfig.of(new Identity(key), config.listen()));
            config.peers().forEach(address -> address.peer()
                    .ifPresent(peer -> host.peers().addAddresses(peer, List.of(address))));
            return host;
        } catch (IOException e) {
            throw Explained.port("the port for other nodes at " + config.listen(), "p2p.listen to another one", e);
        }
    }

    /// The nodes to follow: those that the configuration names and that are no authorities from the beginning.
    private List<NodeId> upstream(GenesisDocument genesis) {
        return config.peers().stream()
                .flatMap(address -> address.peer().stream())
                .flatMap(peer -> peer.key().stream())
                .filter(key -> key.kind() == PeerKey.Kind.ED25519)
                .map(key -> new NodeId(key.data()))
                .filter(node -> !genesis.authorities().contains(node))
                .distinct()
                .toList();
    }

    private <T extends AutoCloseable> T opened(T part) {
        open.push(part);
        return part;
    }

    /// Stops taking questions, then taking part, then writing.
    @Override
    public void close() {
        while (!open.isEmpty()) {
            AutoCloseable part = open.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.log(
                        System.Logger.Level.ERROR,
                        "could not close " + part.getClass().getSimpleName(),
                        e);
            }
        }
    }

    /// What the ledger says on its own.
    private final class Ear implements LedgerListener {

        @Override
        public void applied(View view, List<TransactionResult> results) {
            clockWatch.applied(view.state().timeMs());
            Seats woken = seats;
            if (woken != null) {
                woken.wake();
            }
        }

        @Override
        public void convicted(Evidence evidence) {
            LOG.log(System.Logger.Level.ERROR, "an authority signed two conflicting votes: {0}", evidence);
        }

        @Override
        public void halted(String reason) {
            halted.accept(reason);
        }
    }
}
