package io.pyrsia.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pyrsia.storage.StorageFailure.Kind;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One process at a time has a store, and the next one is told who.
class HeldLockTest {

    @TempDir
    Path folder;

    @Test
    void aStoreInUseIsRefusedBySentence() {
        try (Database first = Stores.open(folder)) {
            StorageFailure failure = assertThrows(StorageFailure.class, () -> Stores.open(folder));
            assertEquals(Kind.IN_USE, failure.kind());
            assertEquals(
                    "the store " + folder + " is in use by process "
                            + ProcessHandle.current().pid()
                            + ": stop that one first",
                    failure.getMessage());
            Stores.put(first, 1, 10);
        }
        Stores.open(folder).close();
    }

    @Test
    void anotherProcessHoldsItToo() throws IOException, InterruptedException {
        Path errors = folder.resolve("errors");
        Path store = folder.resolve("store");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        store.toString(),
                        "0")
                .redirectError(errors.toFile())
                .start();
        try (var output = process.inputReader()) {
            assertEquals("0", output.readLine());
            StorageFailure failure = assertThrows(StorageFailure.class, () -> Stores.open(store));
            assertEquals(Kind.IN_USE, failure.kind());
        } finally {
            process.destroyForcibly();
            process.waitFor();
        }
        Stores.open(store).close();
    }
}
