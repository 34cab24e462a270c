package io.pyrsia.server.main;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.seam.Clock;
import io.pyrsia.base.seam.Randomness;
import io.pyrsia.client.ApiToken;
import io.pyrsia.ledger.state.Limits;
import io.pyrsia.ledger.state.Parameters;
import io.pyrsia.server.config.NodeConfig;
import io.pyrsia.server.consensus.HostNetwork;
import io.pyrsia.server.ledger.GenesisDocument;
import io.pyrsia.server.ledger.GenesisFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// `pyrsia node prepare`: makes the keys, the genesis and the configurations of a network on this machine, for
/// `pyrsia up`.
///
/// Everything is made in a folder beside and moved into place at the end, so there is a whole network or none.
final class Prepare {

    private static final int MAX_AUTHORITIES = 16;
    private static final int MAX_PORT = 65_535;
    private static final int MIN_AUTHORITIES = 4;
    private static final int MIN_WORDS = 3;
    private static final String USAGE =
            "prepare needs FOLDER HTTP-PORT AUTHORITIES, and lines of the regular node's configuration if there are any";

    /// A node to be: its name, its folder, its ports.
    private record Planned(String name, int httpPort, int peerPort) {}

    private Prepare() {}

    static void network(List<String> words) throws IOException, Malformed, CannotStart {
        if (words.size() < MIN_WORDS
                || !words.get(1).matches("\\d{1,5}")
                || !words.get(2).matches("\\d{1,2}")) {
            throw new Malformed(USAGE);
        }
        Path network = Path.of(words.get(0)).toAbsolutePath();
        int httpPort = Integer.parseInt(words.get(1));
        int authorities = Integer.parseInt(words.get(2));
        if (authorities < MIN_AUTHORITIES || authorities > MAX_AUTHORITIES) {
            throw new Malformed("a network on one machine has " + MIN_AUTHORITIES + " to " + MAX_AUTHORITIES
                    + " authorities, not " + authorities);
        }
        if (httpPort < 1 || httpPort + authorities > MAX_PORT) {
            throw new Malformed("the regular node's port is 1 to " + (MAX_PORT - authorities) + ", not " + httpPort);
        }
        for (int port = httpPort; port <= httpPort + authorities; port++) {
            if (!isFree(port)) {
                throw new CannotStart(
                        CannotStart.Exit.IN_USE,
                        "port " + port + " is taken by another program: stop that one, or name another --http-port");
            }
        }
        Path made = network.resolve("nodes.new");
        deleteAll(made);
        Files.createDirectories(made);
        List<Planned> nodes = plan(httpPort, authorities);
        List<NodeId> keys = new ArrayList<>();
        for (Planned node : nodes) {
            Path folder = Files.createDirectories(made.resolve(node.name()));
            NodeConfig config = NodeConfig.read(List.of("--data", folder.toString()), Map.of(), network);
            keys.add(KeyOfNode.make(config, Randomness.secure()).publicKey().id());
        }
        // The first is the regular node; people talk to it, so what it sees upstream is put down in the log.
        List<NodeId> voters = keys.subList(1, keys.size());
        GenesisDocument genesis = GenesisDocument.checked(new GenesisDocument(
                "local",
                "localhost/pyrsia",
                Clock.system().now().toEpochMilli(),
                voters,
                keys.subList(0, 1),
                // Who has a builder is said when there is one.
                List.of(),
                Parameters.DEFAULT,
                Limits.DEFAULT));
        Files.write(made.resolve("genesis.json"), GenesisFile.write(genesis).toArrayUnsafe());
        for (int i = 0; i < nodes.size(); i++) {
            Files.writeString(made.resolve(nodes.get(i).name()).resolve("node.conf"), configuration(nodes, keys, i));
        }
        Path regular = made.resolve(nodes.getFirst().name()).resolve("node.conf");
        Files.write(regular, words.subList(MIN_WORDS, words.size()), StandardOpenOption.APPEND);
        NodeConfig.read(List.of("--config", regular.toString()), Map.of(), network);
        Tokens.readOrCreate(network.resolve(ApiToken.FILE_NAME), Randomness.secure());
        Files.move(made, network.resolve("nodes"), StandardCopyOption.ATOMIC_MOVE);
    }

    /// The ports for other nodes follow those for HTTP, so that networks with other HTTP ports do not meet, and no
    /// connection that goes out is given one of them by the system, as from 32768 on.
    private static List<Planned> plan(int httpPort, int authorities) throws CannotStart {
        List<Planned> nodes = new ArrayList<>();
        int peerPort = httpPort + authorities + 1;
        for (int i = 0; i <= authorities; i++) {
            while (peerPort <= MAX_PORT && !isFree(peerPort)) {
                peerPort++;
            }
            if (peerPort > MAX_PORT) {
                throw new CannotStart(
                        CannotStart.Exit.IN_USE,
                        "there are too few free ports above " + httpPort + ": name a lower --http-port");
            }
            nodes.add(new Planned(i == 0 ? "regular" : "authority-" + i, httpPort + i, peerPort));
            peerPort++;
        }
        return nodes;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static String configuration(List<Planned> nodes, List<NodeId> keys, int own) {
        List<String> peers = new ArrayList<>();
        for (int i = 1; i < nodes.size(); i++) {
            if (i != own) {
                peers.add("/ip4/127.0.0.1/tcp/" + nodes.get(i).peerPort() + "/p2p/" + HostNetwork.peer(keys.get(i)));
            }
        }
        Planned node = nodes.get(own);
        return """
                # A node of the network that `pyrsia up` made.
                data = .
                genesis = ../genesis.json
                http.port = %d
                http.token = ../../api-token
                p2p.listen = /ip4/127.0.0.1/tcp/%d
                p2p.peers = %s
                log.file = node.log
                memory = small
                """.formatted(node.httpPort(), node.peerPort(), String.join(",", peers));
    }

    private static void deleteAll(Path folder) throws IOException {
        if (Files.exists(folder)) {
            List<Path> files;
            try (var walk = Files.walk(folder)) {
                files = walk.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }
}
