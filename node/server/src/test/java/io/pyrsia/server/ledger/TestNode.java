package io.pyrsia.server.ledger;

import io.pyrsia.base.NodeId;
import io.pyrsia.base.crypto.PrivateKey;
import io.pyrsia.base.seam.Clock;
import io.pyrsia.consensus.Config;
import io.pyrsia.consensus.Evidence;
import io.pyrsia.ledger.View;
import io.pyrsia.libp2p.Host;
import io.pyrsia.libp2p.key.Identity;
import io.pyrsia.server.recovery.RecoveryDocument;
import io.pyrsia.storage.Database;
import io.pyrsia.storage.StorageSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A node of a test network, which can stop and start again.
final class TestNode implements LedgerListener {

    static final Config FAST = new Config(100, 1_000, 200);
    static final long SNAPSHOT_INTERVAL = 16;

    final PrivateKey key;
    final Identity identity;
    private final TestNetwork network;
    private final Path folder;
    /// What the node's operator accepted.
    List<RecoveryDocument> recoveries = List.of();
    private @Nullable Database database;
    private @Nullable Host host;
    private @Nullable LedgerNode node;
    /// Guarded by this.
    private @Nullable String halted;

    TestNode(TestNetwork network, PrivateKey key, Path folder) {
        this.network = network;
        this.key = key;
        this.identity = new Identity(key);
        this.folder = folder;
    }

    NodeId id() {
        return key.publicKey().id();
    }

    /// Makes the store that will remember what the key signs.
    TestNode birth() {
        Database store = database();
        LedgerNode.birth(store, key);
        return this;
    }

    Database database() {
        Database open = database;
        if (open == null) {
            open = Database.open(folder, StorageSettings.small());
            database = open;
        }
        return open;
    }

    /// Starts knowing where all the others are.
    void start() {
        start(network.all(), List.of());
    }

    /// Starts knowing where some others are, and following `upstream` besides the authorities.
    void start(List<TestNode> known, List<NodeId> upstream) {
        Host joined = network.host(this, known);
        host = joined;
        LedgerSettings settings =
                new LedgerSettings(network.genesis(), key, upstream, recoveries, FAST, SNAPSHOT_INTERVAL, 1);
        node = LedgerNode.start(settings, database(), joined, Clock.system(), this);
    }

    LedgerNode node() {
        return Objects.requireNonNull(node);
    }

    Host host() {
        return Objects.requireNonNull(host);
    }

    boolean isRunning() {
        return node != null;
    }

    /// Deletes the store.
    void wipe() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    void stop() {
        if (node != null) {
            node.close();
        }
        if (host != null) {
            host.close();
        }
        if (database != null) {
            database.close();
        }
        node = null;
        host = null;
        database = null;
    }

    @Override
    public synchronized void applied(View view, List<TransactionResult> results) {
        notifyAll();
    }

    @Override
    public void convicted(Evidence evidence) {
        halted("somebody lied: " + evidence);
    }

    @Override
    public synchronized void halted(String reason) {
        halted = reason;
        notifyAll();
    }

    /// Waits until what is expected is so.
    /// Waits for the state that the other one has. Either may be a block ahead for a moment; at the same
    /// height they have the same.
    void awaitStateOf(TestNode other) throws InterruptedException {
        long height = other.node().view().state().height();
        await("the state of height " + height + " or later", view -> {
            var known = other.node().view().state();
            return view.state().height() >= height
                    && view.state().height() == known.height()
                    && view.state().root().equals(known.root());
        });
    }

    View await(String what, Predicate<View> expected) throws InterruptedException {
        return await(what, () -> expected.test(node().view()));
    }

    View await(String what, BooleanSupplier expected) throws InterruptedException {
        long end = System.nanoTime() + 60_000_000_000L;
        // Not under the lock: the replica's thread answers, and it tells this object of blocks.
        while (!expected.getAsBoolean()) {
            synchronized (this) {
                if (halted != null || System.nanoTime() > end) {
                    throw new AssertionError(id() + " never had " + what + "; height "
                            + node().view().state().height() + ", halted: " + halted);
                }
                wait(20);
            }
        }
        return node().view();
    }
}
