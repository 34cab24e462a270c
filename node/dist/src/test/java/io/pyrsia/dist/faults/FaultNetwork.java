package io.pyrsia.dist.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pyrsia.base.crypto.PrivateKey;
import io.pyrsia.dist.FreePorts;
import io.pyrsia.dist.Launched;
import io.pyrsia.server.ledger.GenesisDocument;
import io.pyrsia.server.ledger.GenesisFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// Four authorities and a regular node as `pyrsia up` makes them, each a process; the test itself has the keys of
/// trusted registries, which may say something.
@SuppressWarnings("try") // an interruption ends the test
final class FaultNetwork implements AutoCloseable {

    static final int AUTHORITIES = 4;
    /// How many of them may fail.
    static final int F = 1;

    private static final Pattern HTTP = Pattern.compile("(?m)^http\\.port = (\\d+)$");
    private static final Pattern LISTEN = Pattern.compile("(?m)^p2p\\.listen = /ip4/127\\.0\\.0\\.1/tcp/(\\d+)$");

    private final GenesisDocument genesis;
    private final List<FaultNode> nodes;
    private final @Nullable Namespaces namespaces;

    private FaultNetwork(GenesisDocument genesis, List<FaultNode> nodes, @Nullable Namespaces namespaces) {
        this.genesis = genesis;
        this.nodes = List.copyOf(nodes);
        this.namespaces = namespaces;
    }

    /// Prepares the network in a folder; nothing runs yet.
    ///
    /// @param namespaces where each node has its own, the authorities first; null if all are on the loopback
    static FaultNetwork prepare(Path folder, List<PrivateKey> registries, @Nullable Namespaces namespaces)
            throws Exception {
        Launched prepared = Launched.run(
                Launched.BUILT.resolve("bin/pyrsia"),
                folder,
                Map.of(),
                "node",
                "prepare",
                folder.resolve("network").toString(),
                "" + FreePorts.row(AUTHORITIES + 1),
                "" + AUTHORITIES);
        assertEquals(0, prepared.exitCode(), prepared.err());
        Path file = folder.resolve("network/nodes/genesis.json");
        GenesisDocument genesis = GenesisFile.read(Bytes.wrap(Files.readAllBytes(file)))
                .withRegistries(
                        registries.stream().map(key -> key.publicKey().id()).toList());
        Files.write(file, GenesisFile.write(genesis).toArrayUnsafe());
        List<FaultNode> nodes = new ArrayList<>();
        if (namespaces != null) {
            moveApart(folder, namespaces);
        }
        for (int i = 0; i < names().size(); i++) {
            nodes.add(node(folder, i, namespaces));
        }
        return new FaultNetwork(genesis, nodes, namespaces);
    }

    private static List<String> names() {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= AUTHORITIES; i++) {
            names.add("authority-" + i);
        }
        names.add("regular");
        return names;
    }

    private static Path folder(Path folder, int node) {
        return folder.resolve("network/nodes").resolve(names().get(node));
    }

    private static Path configuration(Path folder, int node) {
        return folder(folder, node).resolve("node.conf");
    }

    /// Gives each node the address of its namespace, in its own configuration and in those of the others.
    private static void moveApart(Path folder, Namespaces namespaces) throws Exception {
        List<String> configurations = new ArrayList<>();
        for (int i = 0; i < names().size(); i++) {
            configurations.add(Files.readString(configuration(folder, i)));
        }
        for (int moved = 0; moved < names().size(); moved++) {
            String port = find(LISTEN, configurations.get(moved));
            String here = "/ip4/127.0.0.1/tcp/" + port;
            String there = "/ip4/" + namespaces.address(moved) + "/tcp/" + port;
            configurations.replaceAll(text -> text.replace(here, there));
        }
        for (int i = 0; i < names().size(); i++) {
            Files.writeString(configuration(folder, i), configurations.get(i));
        }
    }

    private static String find(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + pattern + " in " + text);
        }
        return matcher.group(1);
    }

    private static FaultNode node(Path folder, int index, @Nullable Namespaces namespaces) throws Exception {
        int port = Integer.parseInt(find(HTTP, Files.readString(configuration(folder, index))));
        Relay relay = namespaces == null ? null : Relay.to(namespaces.name(index), port);
        return new FaultNode(
                names().get(index),
                folder(folder, index),
                folder.resolve(names().get(index) + ".log"),
                namespaces == null ? List.of() : List.of("ip", "netns", "exec", namespaces.name(index)),
                relay == null ? URI.create("http://127.0.0.1:" + port) : relay.address(),
                relay,
                folder.resolve("network/api-token"));
    }

    void start() throws Exception {
        for (FaultNode node : nodes) {
            node.start(Map.of());
        }
        awaitReady();
    }

    void awaitReady() throws InterruptedException {
        for (FaultNode node : nodes) {
            node.awaitReady();
        }
    }

    GenesisDocument genesis() {
        return genesis;
    }

    /// The authorities, then the regular node.
    List<FaultNode> nodes() {
        return nodes;
    }

    void cut(FaultNode node) throws Exception {
        links().cut(nodes.indexOf(node));
    }

    void join(FaultNode node) throws Exception {
        links().join(nodes.indexOf(node));
    }

    private Namespaces links() {
        if (namespaces == null) {
            throw new IllegalStateException("all nodes are on one loopback");
        }
        return namespaces;
    }

    /// Leaves nothing behind when the test itself is told to end.
    void end() {
        try {
            close();
        } catch (Exception e) {
            System.err.println("faults: left behind: " + e);
        }
    }

    @Override
    public void close() throws Exception {
        for (FaultNode node : nodes) {
            node.close();
        }
        if (namespaces != null) {
            namespaces.close();
        }
    }
}
