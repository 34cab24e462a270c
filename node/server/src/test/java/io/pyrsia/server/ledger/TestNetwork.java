package io.pyrsia.server.ledger;

import io.pyrsia.base.NodeId;
import io.pyrsia.base.crypto.PrivateKey;
import io.pyrsia.base.seam.Randomness;
import io.pyrsia.ledger.state.Limits;
import io.pyrsia.ledger.state.Parameters;
import io.pyrsia.ledger.transaction.Transaction;
import io.pyrsia.libp2p.Host;
import io.pyrsia.libp2p.host.HostConfig;
import io.pyrsia.libp2p.host.NetworkHost;
import io.pyrsia.libp2p.key.Identity;
import io.pyrsia.libp2p.memory.MemoryNetwork;
import io.pyrsia.libp2p.multiformats.Multiaddr;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Nodes with real stores and threads whose hosts find each other in memory; the first four are the authorities.
final class TestNetwork implements AutoCloseable {

    /// Makes a host for a node.
    private interface Hosts {
        Host of(Identity identity) throws IOException;
    }

    private final Hosts hosts;
    private final List<TestNode> nodes = new ArrayList<>();
    private final Path folder;
    private final GenesisDocument genesis;

    /// A network that begins.
    TestNetwork(Path folder) {
        this(folder, true, new MemoryNetwork()::host);
    }

    /// One that begins, with real sockets between its nodes.
    static TestNetwork onSockets(Path folder) {
        return new TestNetwork(
                folder,
                true,
                identity -> NetworkHost.start(HostConfig.of(identity, List.of(Multiaddr.of("/ip4/127.0.0.1/tcp/0")))));
    }

    /// A network whose stores are there.
    static TestNetwork reopen(Path folder) {
        return new TestNetwork(folder, false, new MemoryNetwork()::host);
    }

    private TestNetwork(Path folder, boolean isNew, Hosts hosts) {
        this.folder = folder;
        this.hosts = hosts;
        List<NodeId> authorities = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            TestNode node = add();
            authorities.add(node.id());
            if (isNew) {
                node.birth();
            }
        }
        this.genesis = new GenesisDocument(
                "test",
                "log.test/pyrsia",
                1_000,
                authorities,
                List.of(),
                List.of(),
                Parameters.DEFAULT,
                Limits.DEFAULT);
    }

    /// A node that nobody knows yet; its store was not born.
    TestNode add() {
        int number = nodes.size();
        PrivateKey key = PrivateKey.generate(Randomness.seeded(number));
        TestNode node = new TestNode(this, key, folder.resolve("node" + number));
        nodes.add(node);
        return node;
    }

    /// Has so many blocks made, one after the other, by registering builders from a number on.
    void makeBlocks(int from, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            TransactionResult result = LedgerNodeTest.get(
                    authority(i % 4).node().submit(new Transaction.RegisterBuilder(LedgerNodeTest.builder(from + i))));
            if (!(result instanceof TransactionResult.Accepted)) {
                throw new AssertionError(result);
            }
        }
    }

    TestNetwork startAuthorities() {
        authorities().forEach(TestNode::start);
        return this;
    }

    List<TestNode> authorities() {
        return nodes.subList(0, 4);
    }

    TestNode authority(int i) {
        return nodes.get(i);
    }

    GenesisDocument genesis() {
        return genesis;
    }

    List<TestNode> all() {
        return nodes;
    }

    /// A host that knows where some others are, and they where it is.
    Host host(TestNode node, List<TestNode> known) {
        Host host;
        try {
            host = hosts.of(node.identity);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (TestNode other : known) {
            if (other != node && other.isRunning()) {
                host.peers().addAddresses(other.identity.id(), other.host().addresses());
                other.host().peers().addAddresses(node.identity.id(), host.addresses());
            }
        }
        return host;
    }

    @Override
    public void close() {
        nodes.forEach(TestNode::stop);
    }
}
