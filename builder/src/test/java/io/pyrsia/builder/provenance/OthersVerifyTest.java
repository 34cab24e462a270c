package io.pyrsia.builder.provenance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.attestation.Envelope;
import io.pyrsia.base.attestation.Statement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Verifiers that others wrote accept our envelopes and refuse tampered ones: Python's securesystemslib with
/// in-toto-attestation, and Go's go-securesystemslib with in-toto-golang and in-toto/attestation.
@Tag("interop")
class OthersVerifyTest {

    private static final Path SOURCES = Path.of("src/test/interop");

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    @Test
    void python() throws Exception {
        copy("python");
        Said venv = run("python3", "-m", "venv", "venv");
        assumeTrue(venv.code == 0, "not run: no python3 with venv: " + venv.text);
        Said pip = run("venv/bin/python", "-m", "pip", "install", "--quiet", "-r", "requirements.txt");
        assumeTrue(pip.code == 0, "not run: the libraries cannot be installed: " + pip.text);
        acceptsOursAndRefusesOthers("venv/bin/python", "attestation.py");
    }

    @Test
    void go() throws Exception {
        copy("go");
        Said built = run("go", "build", "-buildvcs=false", "-o", "attestation", ".");
        assumeTrue(built.code == 0, "not run: no go, or the modules cannot be fetched: " + built.text);
        acceptsOursAndRefusesOthers("./attestation");
    }

    private void copy(String language) throws IOException {
        try (Stream<Path> files = Files.list(SOURCES.resolve(language))) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName().toString()));
            }
        }
    }

    private void acceptsOursAndRefusesOthers(String... verifier) throws Exception {
        for (Statement statement : new Statement[] {Samples.provenance(), Samples.verification()}) {
            Said said = verify(Envelope.sign(statement, Samples.key(1)), 1, verifier);
            assertEquals("accepted " + statement.predicateType() + ' ' + Samples.OUTPUT.hex() + '\n', said.text);
            assertEquals(0, said.code);
        }
        Envelope honest = Envelope.sign(Samples.provenance(), Samples.key(1));
        Envelope other = Envelope.sign(Samples.verification(), Samples.key(1));
        Envelope tampered = new Envelope(honest.payloadType(), other.payload(), honest.keyId(), honest.signature());
        assertRefused(verify(tampered, 1, verifier));
        assertRefused(verify(honest, 2, verifier));
    }

    private static void assertRefused(Said said) {
        assertNotEquals(0, said.code, said.text);
        assertTrue(said.text.matches("(?is).*(verification|signature).*"), said.text);
    }

    private Said verify(Envelope envelope, int key, String... verifier) throws IOException, Malformed {
        Files.write(folder.resolve("envelope.json"), envelope.json().toArrayUnsafe());
        List<String> words = new ArrayList<>(List.of(verifier));
        words.addAll(
                List.of("envelope.json", Samples.key(key).publicKey().bytes().toUnprefixedHexString()));
        return run(words.toArray(String[]::new));
    }

    private record Said(int code, String text) {}

    private Said run(String... argv) throws IOException {
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
