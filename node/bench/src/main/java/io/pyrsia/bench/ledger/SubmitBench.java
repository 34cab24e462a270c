package io.pyrsia.bench.ledger;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.Purl;
import io.pyrsia.base.crypto.PrivateKey;
import io.pyrsia.base.seam.Randomness;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.ApiRefusal;
import io.pyrsia.client.ApiToken;
import io.pyrsia.ledger.transaction.Observation;
import io.pyrsia.ledger.transaction.SignedTransaction;
import io.pyrsia.ledger.transaction.Transaction;
import io.pyrsia.server.ledger.GenesisDocument;
import io.pyrsia.server.ledger.GenesisFile;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;

/// Submit-to-final through the admin API of whole nodes: a network of `pyrsia up`, and signed transactions one after
/// the other, timed from the request to the answer, at an authority and at the regular node.
///
///     SubmitBench LAUNCHER FOLDER HTTP-PORT TRANSACTIONS
final class SubmitBench {

    private static final int WARM_UP = 500;

    private final Path launcher;
    private final Path folder;
    private final int port;
    private final PrivateKey registry = PrivateKey.generate(Randomness.secure());
    private long sequence;

    private SubmitBench(Path launcher, Path folder, int port) {
        this.launcher = launcher;
        this.folder = folder;
        this.port = port;
    }

    /// A network whose genesis names a registry that this process is.
    private GenesisDocument start() throws IOException, InterruptedException, Malformed {
        pyrsia("node", "prepare", folder.toString(), String.valueOf(port), "4");
        Path file = folder.resolve("nodes/genesis.json");
        GenesisDocument genesis = GenesisFile.read(Bytes.wrap(Files.readAllBytes(file)))
                .withRegistries(List.of(registry.publicKey().id()));
        Files.write(file, GenesisFile.write(genesis).toArrayUnsafe());
        pyrsia("up", "--data", folder.toString());
        return genesis;
    }

    private void pyrsia(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(words));
        int exitCode = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()
                .waitFor();
        if (exitCode != 0) {
            throw new IOException(command + " exits with " + exitCode);
        }
    }

    private Bytes transaction(GenesisDocument genesis) throws Malformed {
        String name = "pkg:maven/org.example/thing@" + ++sequence + "#thing.jar";
        Digest digest = Digest.sha256(Bytes.wrap(name.getBytes(StandardCharsets.UTF_8)));
        Observation observation = new Observation(
                Purl.parse(name),
                digest,
                null,
                name.length(),
                digest.value(),
                "application/java-archive",
                "https://registry.example/thing.jar",
                genesis.timeMs(),
                false);
        return SignedTransaction.sign(genesis.networkId(), registry, sequence, new Transaction.Observe(observation))
                .encode();
    }

    /// Microseconds of each, sorted.
    private long[] submit(GenesisDocument genesis, ApiClient node, int count)
            throws IOException, InterruptedException, ApiRefusal, Malformed {
        long[] micros = new long[count];
        for (int i = 0; i < count; i++) {
            Bytes transaction = transaction(genesis);
            long start = System.nanoTime();
            node.submitSigned(transaction);
            micros[i] = (System.nanoTime() - start) / 1_000;
        }
        Arrays.sort(micros);
        return micros;
    }

    // Its report.
    @SuppressWarnings("SystemOut")
    private static void report(String what, long[] micros) {
        System.out.printf(
                "%s: %d transactions, p50 %.2f ms, p99 %.2f ms, max %.2f ms%n",
                what,
                micros.length,
                micros[micros.length / 2] / 1e3,
                micros[micros.length * 99 / 100] / 1e3,
                micros[micros.length - 1] / 1e3);
    }

    private ApiClient client(int httpPort) throws IOException, Malformed {
        return new ApiClient(
                URI.create("http://127.0.0.1:" + httpPort),
                Optional.of(ApiToken.read(folder.resolve(ApiToken.FILE_NAME))));
    }

    private void run(int count) throws IOException, InterruptedException, ApiRefusal, Malformed {
        GenesisDocument genesis = start();
        try (ApiClient authority = client(port + 1);
                ApiClient regular = client(port)) {
            submit(genesis, authority, WARM_UP);
            submit(genesis, regular, WARM_UP);
            report("at an authority", submit(genesis, authority, count));
            report("at the regular node", submit(genesis, regular, count));
        } finally {
            pyrsia("down", "--data", folder.toString());
        }
    }

    public static void main(String[] arguments) throws IOException, InterruptedException, ApiRefusal, Malformed {
        new SubmitBench(Path.of(arguments[0]), Path.of(arguments[1]), Integer.parseInt(arguments[2]))
                .run(Integer.parseInt(arguments[3]));
    }
}
