package io.pyrsia.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `pyrsia keys create` and `pyrsia keys passphrase`, on the files of a node that does not run.
class KeysIT {

    private static final Path PYRSIA = Launched.BUILT.resolve("bin/pyrsia");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path temporary;

    private Launched keys(String... words) throws IOException, InterruptedException {
        String[] command = new String[words.length + 3];
        command[0] = "keys";
        command[1] = words[0];
        command[2] = "--data";
        command[3] = temporary.resolve("node").toString();
        System.arraycopy(words, 1, command, 4, words.length - 1);
        return Launched.run(PYRSIA, temporary, Map.of(), command);
    }

    private String passphrase(String name) throws IOException {
        Path file = Files.writeString(temporary.resolve(name), "the passphrase " + name + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file.toString();
    }

    private static void assertRefused(int exitCode, String sentence, Launched refused) {
        assertEquals("pyrsia: " + sentence + "\n", refused.err());
        assertEquals(exitCode, refused.exitCode());
    }

    @Test
    void aKeyIsMadeOnceAndEncryptedAndDecrypted() throws Exception {
        Path key = temporary.resolve("node/node.key");
        assertRefused(3, "there is no key in " + key, keys("passphrase", "--new-passphrase-file", "none"));

        Launched made = keys("create");
        assertEquals(0, made.exitCode(), made.err());
        assertTrue(
                made.out().matches("node     [0-9a-f]{64}\npeer id  12D3KooW\\w+\nkept in  " + key + "\n"), made.out());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key)));
        String plain = Files.readString(key);
        assertRefused(3, "there is a key in " + key + " already: it is not replaced", keys("create"));

        String one = passphrase("one");
        Launched encrypted = keys("passphrase", "--new-passphrase-file", one);
        assertEquals("The key in " + key + " is encrypted: set key.passphrase-file = " + one + "\n", encrypted.out());
        assertTrue(Files.readString(key).startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key)));

        String two = passphrase("two");
        String before = Files.readString(key);
        assertRefused(
                2,
                "the passphrase does not open the key in " + key,
                keys("passphrase", "--key-passphrase-file", two, "--new-passphrase-file", one));
        assertEquals(before, Files.readString(key));

        Launched changed = keys("passphrase", "--key-passphrase-file", one, "--new-passphrase-file", two);
        assertEquals(0, changed.exitCode(), changed.err());
        Launched open = keys("passphrase", "--key-passphrase-file", two, "--new-passphrase-file", "none");
        assertEquals(0, open.exitCode(), open.err());
        assertEquals(plain, Files.readString(key));
        assertFalse((encrypted.out() + changed.out() + open.out()).contains("the passphrase "));
    }
}
