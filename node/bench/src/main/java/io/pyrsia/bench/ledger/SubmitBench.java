package io.pyrsia.bench.ledger;

import io.pyrsia.base.NodeId;
import io.pyrsia.base.crypto.PrivateKey;
import io.pyrsia.base.seam.Clock;
import io.pyrsia.base.seam.Randomness;
import io.pyrsia.consensus.Config;
import io.pyrsia.ledger.state.Limits;
import io.pyrsia.ledger.state.Parameters;
import io.pyrsia.ledger.transaction.SignedTransaction;
import io.pyrsia.ledger.transaction.Transaction;
import io.pyrsia.libp2p.Host;
import io.pyrsia.libp2p.host.HostConfig;
import io.pyrsia.libp2p.host.NetworkHost;
import io.pyrsia.libp2p.key.Identity;
import io.pyrsia.libp2p.multiformats.Multiaddr;
import io.pyrsia.server.ledger.GenesisDocument;
import io.pyrsia.server.ledger.LedgerNode;
import io.pyrsia.server.ledger.LedgerSettings;
import io.pyrsia.server.ledger.TransactionResult;
import io.pyrsia.storage.Database;
import io.pyrsia.storage.StorageSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.tuweni.bytes.Bytes;

/// Submit-to-final: four authorities and a follower with real sockets and stores in one process; signed
/// transactions one after the other, timed from submission to the result, first at an authority, then at the
/// follower.
///
///     SubmitBench FOLDER FIRST-PORT TRANSACTIONS
final class SubmitBench {

    private static final int NODES = 5;
    private static final int AUTHORITIES = 4;
    private static final int WARM_UP = 500;

    private final List<Host> hosts = new ArrayList<>();
    private final List<LedgerNode> nodes = new ArrayList<>();
    private final GenesisDocument genesis;
    private final long[] sequences = new long[AUTHORITIES];
    private long builder;

    private SubmitBench(Path folder, int port) throws IOException {
        List<NodeId> members = new ArrayList<>();
        for (int i = 0; i < AUTHORITIES; i++) {
            members.add(key(i).publicKey().id());
        }
        Limits limits =
                new Limits(64, 64, 1_000_000, 1_000_000, 2_000_000, 256, 32, 512, 64, 4_000_000, 16_000_000, 1_024);
        genesis = new GenesisDocument(
                "bench", "bench.example/log", 1_000, members, List.of(), List.of(), Parameters.DEFAULT, limits);
        for (int i = 0; i < NODES; i++) {
            start(folder.resolve("node" + i), i, port);
        }
    }

    private void start(Path folder, int number, int port) throws IOException {
        Identity identity = new Identity(key(number));
        Host host = NetworkHost.start(HostConfig.of(identity, List.of(address(port + number))));
        for (int i = 0; i < NODES; i++) {
            host.peers().addAddresses(new Identity(key(i)).id(), List.of(address(port + i)));
        }
        hosts.add(host);
        Files.createDirectories(folder);
        Database database = Database.open(folder, StorageSettings.standard());
        if (number < AUTHORITIES) {
            LedgerNode.birth(database, key(number));
        }
        LedgerSettings settings =
                new LedgerSettings(genesis, key(number), List.of(), List.of(), Config.DEFAULT, 4_096, 1);
        nodes.add(LedgerNode.start(settings, database, host, Clock.system(), SubmitBench::halted));
    }

    @SuppressWarnings("SystemOut")
    private static void halted(String reason) {
        System.err.println(reason);
        Runtime.getRuntime().halt(1);
    }

    private static PrivateKey key(int number) {
        return PrivateKey.generate(Randomness.seeded(9_000 + number));
    }

    private static Multiaddr address(int port) {
        return Multiaddr.of("/ip4/127.0.0.1/tcp/" + port);
    }

    /// Microseconds of each, sorted.
    private long[] submit(int node, int author, int count) throws InterruptedException, ExecutionException {
        long[] micros = new long[count];
        for (int i = 0; i < count; i++) {
            NodeId id = PrivateKey.generate(Randomness.seeded(1_000_000 + builder++))
                    .publicKey()
                    .id();
            long sequence = ++sequences[author];
            Bytes transaction = SignedTransaction.sign(
                            genesis.networkId(), key(author), sequence, new Transaction.RegisterBuilder(id))
                    .encode();
            long start = System.nanoTime();
            TransactionResult result = nodes.get(node).submit(transaction).get();
            micros[i] = (System.nanoTime() - start) / 1_000;
            if (!(result instanceof TransactionResult.Accepted)) {
                throw new IllegalStateException("transaction " + i + ": " + result);
            }
        }
        Arrays.sort(micros);
        return micros;
    }

    // Its report.
    @SuppressWarnings("SystemOut")
    private void report(String what, long[] micros) {
        System.out.printf(
                "%s: %d transactions, p50 %.2f ms, p99 %.2f ms, max %.2f ms%n",
                what,
                micros.length,
                micros[micros.length / 2] / 1e3,
                micros[micros.length * 99 / 100] / 1e3,
                micros[micros.length - 1] / 1e3);
    }

    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        SubmitBench bench = new SubmitBench(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
        int count = Integer.parseInt(arguments[2]);
        bench.submit(0, 0, WARM_UP);
        bench.report("at an authority", bench.submit(0, 0, count));
        bench.submit(AUTHORITIES, 1, WARM_UP / 5);
        bench.report("at a follower", bench.submit(AUTHORITIES, 1, count));
        bench.nodes.forEach(LedgerNode::close);
        bench.hosts.forEach(Host::close);
    }
}
