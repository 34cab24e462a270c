package io.pyrsia.server.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.crypto.PrivateKey;
import io.pyrsia.base.seam.Randomness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {

    private final RandomGenerator random = Randomness.seeded(7);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @Test
    void isMadeOnceForItsOwnerAlone() throws Exception {
        Path file = folder.resolve("node.key");
        PrivateKey made = KeyFile.readOrCreate(file, Optional.empty(), random);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(
                made.seed(),
                KeyFile.readOrCreate(file, Optional.empty(), random).seed());
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count(), "nothing else is left behind");
        }
    }

    @Test
    void otherProgramsReadIt() throws Exception {
        Path file = folder.resolve("node.key");
        KeyFile.readOrCreate(file, Optional.empty(), random);
        String body = Files.readString(file).replaceAll("-----[A-Z ]+-----|\n", "");
        PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body));
        assertEquals(
                "EdDSA", KeyFactory.getInstance("Ed25519").generatePrivate(spec).getAlgorithm());
    }

    @Test
    void aPassphraseInOtherCharactersIsRefused() throws Exception {
        Path file = Files.write(secret("strange", "any"), new byte[] {'p', (byte) 0xfc});
        assertEquals(
                "the passphrase in " + file + " has other characters than those of ASCII",
                assertThrows(
                                Malformed.class,
                                () -> KeyFile.readOrCreate(folder.resolve("node.key"), Optional.of(file), random))
                        .reason());
        assertFalse(Files.exists(folder.resolve("node.key")));
    }

    @Test
    void aPassphraseEncryptsIt() throws Exception {
        Path file = folder.resolve("node.key");
        PrivateKey made = KeyFile.readOrCreate(file, Optional.of(secret("one", "correct")), random);
        assertTrue(Files.readString(file).startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"));
        assertEquals(
                made.seed(),
                KeyFile.readOrCreate(file, Optional.of(secret("one", "correct\n")), random)
                        .seed());
        assertRefused("the passphrase does not open the key in ", file, Optional.of(secret("two", "wrong")));
        assertRefused("the key in " + file + " is encrypted: ", file, Optional.empty());
    }

    @Test
    void aFileThatOthersCanReadIsRefused() throws Exception {
        Path file = folder.resolve("node.key");
        KeyFile.readOrCreate(file, Optional.empty(), random);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertRefused("others can read the secret in ", file, Optional.empty());
    }

    @Test
    void junkIsNoKey() throws Exception {
        for (String junk : new String[] {
            "", "hello", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "-----END PRIVATE KEY-----"
        }) {
            Path file = secret("junk", junk);
            assertRefused(file + " has no ", file, Optional.empty());
        }
        assertFalse(folder.resolve("junk.new").toFile().exists());
    }

    private void assertRefused(String sentence, Path file, Optional<Path> passphrase) {
        Malformed problem = assertThrows(Malformed.class, () -> KeyFile.readOrCreate(file, passphrase, random));
        assertTrue(problem.reason().startsWith(sentence), problem.reason());
    }

    private Path secret(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.deleteIfExists(file);
        OwnerFile.create(file, text);
        return file;
    }
}
