package io.pyrsia.server.main;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.seam.Clock;
import io.pyrsia.base.seam.Randomness;
import io.pyrsia.ledger.state.Limits;
import io.pyrsia.ledger.state.Parameters;
import io.pyrsia.server.config.NodeConfig;
import io.pyrsia.server.ledger.GenesisDocument;
import io.pyrsia.server.ledger.GenesisFile;
import io.pyrsia.server.report.Journal;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Whole nodes in this process with real sockets, stores and configurations; the first four are the authorities, the
/// first of them is a trusted registry too.
///
/// Each listens at any port and knows where those are that started before it.
public final class RunningNetwork implements AutoCloseable {

    public static final int AUTHORITIES = 4;

    private final Path folder;
    private final Map<Integer, RunningNode> nodes = new TreeMap<>();
    private final Journal journal;

    /// Makes the keys and the genesis; nothing runs yet.
    public RunningNetwork(Path folder) throws IOException, Malformed {
        this.folder = folder;
        this.journal = Journal.install(new PrintStream(OutputStream.nullOutputStream(), true));
        List<NodeId> authorities = new ArrayList<>();
        for (int i = 0; i < AUTHORITIES; i++) {
            Files.createDirectories(data(i));
            NodeConfig config = NodeConfig.read(List.of("--data", data(i).toString()), Map.of(), folder);
            authorities.add(
                    KeyOfNode.make(config, Randomness.secure()).publicKey().id());
        }
        GenesisDocument genesis = GenesisDocument.checked(new GenesisDocument(
                "test",
                "localhost/pyrsia",
                Clock.system().now().toEpochMilli(),
                authorities,
                authorities.subList(0, 1),
                authorities,
                Parameters.DEFAULT,
                Limits.DEFAULT));
        Files.write(genesis(), GenesisFile.write(genesis).toArrayUnsafe());
    }

    /// The authorities, running.
    public static RunningNetwork started(Path folder) throws Exception {
        RunningNetwork network = new RunningNetwork(folder);
        for (int i = 0; i < AUTHORITIES; i++) {
            network.start(i);
        }
        for (int i = 0; i < AUTHORITIES; i++) {
            network.node(i).awaitReady();
        }
        return network;
    }

    /// Starts a node, with more flags such as `--http-tls-key FILE`.
    public RunningNode start(int number, String... flags) throws IOException, Malformed, CannotStart {
        return start(number, Clock.system(), flags);
    }

    /// The same with another clock than the machine's.
    public RunningNode start(int number, Clock clock, String... flags) throws IOException, Malformed, CannotStart {
        Files.createDirectories(data(number));
        List<String> peers = nodes.values().stream()
                .flatMap(node -> node.addresses().stream())
                .toList();
        List<String> words = new ArrayList<>(List.of(
                "--data",
                data(number).toString(),
                "--genesis",
                genesis().toString(),
                "--http-port",
                "0",
                "--p2p-listen",
                "/ip4/127.0.0.1/tcp/0",
                "--p2p-peers",
                String.join(",", peers),
                "--memory",
                "small"));
        words.addAll(List.of(flags));
        NodeConfig config = NodeConfig.read(words, Map.of(), folder);
        RunningNode node = new RunningNode(Node.start(config, clock, journal, reason -> {}), config);
        nodes.put(number, node);
        return node;
    }

    public void stop(int number) {
        node(number).close();
        nodes.remove(number);
    }

    public RunningNode node(int number) {
        RunningNode node = nodes.get(number);
        if (node == null) {
            throw new AssertionError("node " + number + " does not run");
        }
        return node;
    }

    public Path data(int number) {
        return folder.resolve("node" + number);
    }

    public Path genesis() {
        return folder.resolve("genesis.json");
    }

    @Override
    public void close() {
        List.copyOf(nodes.keySet()).forEach(this::stop);
    }
}
