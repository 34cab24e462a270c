package io.pyrsia.server.build;

import static io.pyrsia.server.build.BuildingNetwork.REGULAR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Purl;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.api.Attested;
import io.pyrsia.client.api.Build;
import io.pyrsia.ledger.entry.Content;
import io.pyrsia.ledger.transaction.Id;
import io.pyrsia.server.main.RunningNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a node serves of a build, read by verifiers that others wrote: Python's securesystemslib and
/// in-toto-attestation accept the provenance of each builder and the authority's summary of the verdict.
@Tag("interop")
class ServedAttestationsTest {

    private static final Path VERIFIER = Path.of("../../builder/src/test/interop/python");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @Test
    void othersAcceptWhatANodeServes() throws Exception {
        for (String file : List.of("attestation.py", "requirements.txt")) {
            Files.copy(VERIFIER.resolve(file), folder.resolve(file));
        }
        Said venv = run("python3", "-m", "venv", "venv");
        assumeTrue(venv.code == 0, "not run: no python3 with venv: " + venv.text);
        Said pip = run("venv/bin/python", "-m", "pip", "install", "--quiet", "-r", "requirements.txt");
        assumeTrue(pip.code == 0, "not run: the libraries cannot be installed: " + pip.text);
        try (BuildingNetwork network = new BuildingNetwork(folder.resolve("network"))) {
            Purl purl = Purl.parse("pkg:maven/org.example/served@1.0");
            Id request = network.request(purl);
            FakeBuilder.answerAll(network, request, 0, 1, 2, 3, REGULAR);
            assertEquals(
                    Build.State.PUBLISHED,
                    network.awaitEnd(request, 0, 1, 2, 3, REGULAR).state());
            Digest file =
                    network.newest(Content.AddArtifact.class, purl).artifact().sha256();
            try (ApiClient client = network.nodes.node(0).client()) {
                RunningNode.await("all attestations", () -> stated(client, file).size() == 6);
                for (Attested.Envelope each : stated(client, file)) {
                    check(network, client.blob(each.envelope()), each, file);
                }
            }
        }
    }

    private static List<Attested.Envelope> stated(ApiClient client, Digest file) {
        try {
            return client.attestations(file).envelopes();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /// By the key of the node that signed it, and by no other's.
    private void check(BuildingNetwork network, Bytes envelope, Attested.Envelope each, Digest file)
            throws IOException {
        Files.write(folder.resolve("envelope.json"), envelope.toArrayUnsafe());
        int signer = IntStream.range(0, BuildingNetwork.BUILDERS)
                .filter(i -> network.id(i).equals(each.signer()))
                .findFirst()
                .orElseThrow();
        Said accepted = verify(network, signer);
        assertEquals("accepted " + each.predicateType() + ' ' + file.hex() + '\n', accepted.text);
        assertEquals(0, accepted.code);
        assertNotEquals(0, verify(network, (signer + 1) % BuildingNetwork.BUILDERS).code);
    }

    private Said verify(BuildingNetwork network, int node) {
        Bytes key = network.nodes.node(node).parts().noteKey().key().bytes();
        return run("venv/bin/python", "attestation.py", "envelope.json", key.toUnprefixedHexString());
    }

    private record Said(int code, String text) {}

    private Said run(String... argv) {
        try {
            Process process = new ProcessBuilder(argv)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Said(process.onExit().join().exitValue(), text);
        } catch (IOException e) {
            return new Said(-1, String.valueOf(e.getMessage()));
        }
    }
}
