package io.pyrsia.bench.consensus;

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
import io.pyrsia.consensus.Evidence;
import io.pyrsia.consensus.Genesis;
import io.pyrsia.libp2p.Host;
import io.pyrsia.libp2p.host.HostConfig;
import io.pyrsia.libp2p.host.NetworkHost;
import io.pyrsia.libp2p.key.Identity;
import io.pyrsia.libp2p.multiformats.Multiaddr;
import io.pyrsia.server.consensus.Application;
import io.pyrsia.server.consensus.Birth;
import io.pyrsia.server.consensus.HostNetwork;
import io.pyrsia.server.consensus.KeySigner;
import io.pyrsia.server.consensus.Replica;
import io.pyrsia.server.consensus.ReplicaListener;
import io.pyrsia.server.consensus.ReplicaSettings;
import io.pyrsia.server.consensus.RocksStore;
import io.pyrsia.storage.Database;
import io.pyrsia.storage.StorageSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// One authority as a process: `BenchNode NUMBER FOLDER FIRST-PORT`; it speaks libp2p at the port FIRST-PORT+NUMBER
/// and to its clients at the one ten above. Its key follows from its number: for benchmarks only.
final class BenchNode {

    static final int NODES = 4;
    static final int CLIENT_PORTS = 10;
    private static final Config CONFIG = new Config(500, 10_000, 2_000);

    private BenchNode() {}

    static PrivateKey key(int number) {
        return PrivateKey.generate(Randomness.seeded(7_000 + number));
    }

    // The line on the standard output tells the benchmark that the node is up.
    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws IOException, Malformed, InterruptedException {
        int number = Integer.parseInt(arguments[0]);
        Path folder = Path.of(arguments[1]);
        int firstPort = Integer.parseInt(arguments[2]);
        PrivateKey key = key(number);
        List<NodeId> members = new ArrayList<>();
        for (int i = 0; i < NODES; i++) {
            members.add(key(i).publicKey().id());
        }
        Genesis genesis = new Genesis(NetworkId.parse("bench"), AuthoritySet.of(members), KeyValues.GENESIS_ROOT);
        Database database = Database.open(folder, StorageSettings.standard());
        RocksStore store = new RocksStore(database);
        Birth.record(store, key.publicKey().id());
        Host host = NetworkHost.start(HostConfig.of(new Identity(key), List.of(address(firstPort + number))));
        for (int i = 0; i < NODES; i++) {
            host.peers().addAddresses(HostNetwork.peer(members.get(i)), List.of(address(firstPort + i)));
        }
        ClientPort clients = new ClientPort(firstPort + CLIENT_PORTS + number);
        Replica replica = Replica.start(
                new ReplicaSettings(genesis, CONFIG, new KeySigner(key), 0, 1),
                Clock.system(),
                store,
                new HostNetwork(host),
                Application.of(new KeyValues()),
                listener(clients));
        System.out.println("up");
        clients.serve(replica, database);
    }

    private static Multiaddr address(int port) {
        return Multiaddr.of("/ip4/127.0.0.1/tcp/" + port);
    }

    private static ReplicaListener listener(ClientPort clients) {
        return new ReplicaListener() {
            @Override
            public void applied(Block block, AppliedBlock applied) {
                clients.committed(block.transactions().size());
            }

            @Override
            public void convicted(Evidence evidence) {
                halted("an authority lied: " + evidence);
            }

            @Override
            @SuppressWarnings("SystemOut")
            public void halted(String reason) {
                System.err.println(reason);
                Runtime.getRuntime().halt(1);
            }
        };
    }
}
