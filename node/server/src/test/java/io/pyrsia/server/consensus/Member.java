package io.pyrsia.server.consensus;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.NetworkId;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.crypto.PrivateKey;
import io.pyrsia.base.seam.Clock;
import io.pyrsia.base.seam.Randomness;
import io.pyrsia.consensus.AppliedBlock;
import io.pyrsia.consensus.AuthoritySet;
import io.pyrsia.consensus.Block;
import io.pyrsia.consensus.Config;
import io.pyrsia.consensus.DurableStore;
import io.pyrsia.consensus.Evidence;
import io.pyrsia.consensus.Genesis;
import io.pyrsia.consensus.MemoryStore;
import io.pyrsia.consensus.Signer;
import io.pyrsia.libp2p.Host;
import io.pyrsia.libp2p.key.Identity;
import io.pyrsia.libp2p.memory.MemoryNetwork;
import io.pyrsia.storage.Column;
import io.pyrsia.storage.Database;
import io.pyrsia.storage.Page;
import io.pyrsia.storage.Scan;
import io.pyrsia.storage.StorageSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// One authority of a test: a replica with a real store, which can stop and start again.
final class Member implements ReplicaListener {

    static final Config FAST = new Config(100, 1_000, 200);

    final NodeId id;
    private final Signer signer;
    private final Path folder;
    private final Genesis genesis;
    private final Identity identity;
    private final MemoryNetwork networks;
    private final List<Member> all;
    /// What the store on disk must remember, over all lives.
    private final MemoryStore memory = new MemoryStore();
    /// What stands between the replica and its store.
    UnaryOperator<DurableStore> disk = store -> store;

    private @Nullable Database database;
    private @Nullable Host host;
    private @Nullable Network network;
    private @Nullable Replica replica;
    /// Guarded by this, like the next.
    private long transactions;

    private @Nullable String halted;

    private Member(PrivateKey key, Path folder, Genesis genesis, MemoryNetwork networks, List<Member> all) {
        this.id = key.publicKey().id();
        this.signer = new KeySigner(key);
        this.folder = folder;
        this.genesis = genesis;
        this.identity = new Identity(key);
        this.networks = networks;
        this.all = all;
    }

    /// Four authorities that were just born.
    static List<Member> four(Path folder) throws Malformed {
        List<PrivateKey> keys = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            keys.add(PrivateKey.generate(Randomness.seeded(i)));
        }
        AuthoritySet authorities =
                AuthoritySet.of(keys.stream().map(key -> key.publicKey().id()).toList());
        Genesis genesis = new Genesis(NetworkId.parse("test"), authorities, Ledgerlet.GENESIS_ROOT);
        MemoryNetwork networks = new MemoryNetwork();
        List<Member> members = new ArrayList<>();
        for (PrivateKey key : keys) {
            Member member =
                    new Member(key, folder.resolve(key.publicKey().id().toString()), genesis, networks, members);
            member.open();
            Birth.record(new TwinStore(new RocksStore(member.database()), member.memory), member.id);
            members.add(member);
        }
        return members;
    }

    private void open() {
        database = Database.open(folder, StorageSettings.small());
    }

    Database database() {
        if (database == null) {
            open();
        }
        return java.util.Objects.requireNonNull(database);
    }

    /// Connects to the network as this authority, whose replica does not run.
    Host join() {
        Host joined = networks.host(identity);
        host = joined;
        for (Member other : all) {
            if (other != this && other.host != null) {
                joined.peers().addAddresses(other.identity.id(), other.host.addresses());
                other.host.peers().addAddresses(identity.id(), joined.addresses());
            }
        }
        return joined;
    }

    void start() {
        Network opened = new HostNetwork(join());
        network = opened;
        synchronized (this) {
            transactions = 0;
            halted = null;
        }
        replica = Replica.start(
                new ReplicaSettings(genesis, FAST, signer, 16, 2),
                Clock.system(),
                disk.apply(new TwinStore(new RocksStore(database()), memory)),
                opened,
                Application.of(new Ledgerlet()),
                this);
    }

    Replica replica() {
        return java.util.Objects.requireNonNull(replica);
    }

    void stop() {
        if (replica != null) {
            replica.close();
        }
        if (network != null) {
            network.close();
        }
        if (host != null) {
            host.close();
        }
        if (database != null) {
            database.close();
        }
        replica = null;
        network = null;
        host = null;
        database = null;
    }

    @Override
    public synchronized void applied(Block block, AppliedBlock applied) {
        transactions += block.transactions().size();
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

    /// Waits until so many transactions were applied since the start.
    synchronized void awaitApplied(long count) throws InterruptedException {
        long end = System.nanoTime() + 30_000_000_000L;
        while (transactions < count) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (halted != null || left <= 0) {
                throw new AssertionError(id + " applied " + transactions + " of " + count + "; halted: " + halted);
            }
            wait(left);
        }
    }

    /// Waits until so many transactions are in the store, over all lives.
    synchronized void awaitStored(int count) throws InterruptedException {
        long end = System.nanoTime() + 30_000_000_000L;
        while (stored().size() < count) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (halted != null || left <= 0) {
                throw new AssertionError(id + " stored " + stored().size() + " of " + count + "; halted: " + halted);
            }
            wait(left);
        }
    }

    /// Waits until the replica stopped by itself; the sentence that it said.
    synchronized String awaitHalted() throws InterruptedException {
        long end = System.nanoTime() + 30_000_000_000L;
        String said = halted;
        while (said == null) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError(id + " did not stop");
            }
            wait(left);
            said = halted;
        }
        return said;
    }

    /// What the application wrote to the store, in order.
    List<Bytes> stored() {
        List<Bytes> values = new ArrayList<>();
        Optional<Scan> next = Optional.of(Scan.all(1_000));
        while (next.isPresent()) {
            Page page = database().scan(Column.ENTRIES, next.get());
            page.rows().forEach(row -> values.add(row.value()));
            next = page.next();
        }
        return values;
    }
}
