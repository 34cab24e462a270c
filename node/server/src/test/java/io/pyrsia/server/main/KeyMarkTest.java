package io.pyrsia.server.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Malformed;
import io.pyrsia.server.consensus.StoreMark;
import io.pyrsia.server.main.CannotStart.Exit;
import io.pyrsia.storage.Database;
import io.pyrsia.storage.StorageSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Stores that are brought back old under a key that went on signing.
class KeyMarkTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    @BeforeEach
    void makeFolders() throws IOException {
        Files.createDirectory(folder.resolve("keys"));
    }

    private Path key() {
        return folder.resolve("keys").resolve("node.key");
    }

    private Database store() {
        return Database.open(folder.resolve("store"), StorageSettings.small());
    }

    private void run(int growths) throws IOException, Malformed, CannotStart {
        try (Database store = store();
                KeyMark mark = KeyMark.open(key(), store)) {
            for (int i = 0; i < growths; i++) {
                mark.grow();
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private static void delete(Path from) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList().reversed()) {
                Files.delete(file);
            }
        }
    }

    /// Puts what was copied where it was copied from.
    private void bringBack(String name) throws IOException {
        delete(folder.resolve(name));
        copy(folder.resolve("old"), folder.resolve(name));
    }

    private void assertOld() {
        CannotStart refused = assertThrows(CannotStart.class, () -> run(0));
        assertEquals(Exit.DATA, refused.exit());
        assertTrue(String.valueOf(refused.getMessage()).contains("an older copy"), refused.getMessage());
    }

    @Test
    void aStoreGoesOnWithItsKey() throws Exception {
        for (int i = 0; i < 3; i++) {
            run(i);
        }
        assertEquals("9", Files.readString(folder.resolve("keys/node.key.mark")).strip());
    }

    @Test
    void aCopyFromBeforeTheLastStopIsNoticed() throws Exception {
        run(0);
        copy(folder.resolve("store"), folder.resolve("old"));
        run(0);
        bringBack("store");
        assertOld();
        assertOld();
    }

    @Test
    void aCopyFromWhileItRanIsNoticedAfterACrash() throws Exception {
        try (Database store = store()) {
            KeyMark mark = KeyMark.open(key(), store);
            store.checkpoint(folder.resolve("old"));
            mark.grow();
        }
        bringBack("store");
        assertOld();
    }

    @Test
    void aCrashAtAnyPlaceIsNoOldCopy() throws Exception {
        try (Database store = store()) {
            KeyMark.open(key(), store).grow();
        }
        run(0);
        try (Database store = store()) {
            StoreMark.write(store, StoreMark.read(store) + 1);
        }
        run(0);
    }

    @Test
    void aMarkThatIsNoNumberIsTold() throws Exception {
        run(0);
        Files.writeString(KeyMark.beside(key()), "seven");
        Malformed refused = assertThrows(Malformed.class, () -> run(0));
        assertTrue(refused.reason().endsWith("is to have one number, and has something else"), refused.reason());
    }

    @Test
    void aWholeNodeDoesNotStartWithOldDataUnderItsKey() throws Exception {
        try (RunningNetwork network = new RunningNetwork(folder)) {
            network.start(5, "--key", key().toString());
            network.stop(5);
            copy(network.data(5), folder.resolve("old"));
            network.start(5, "--key", key().toString());
            network.stop(5);
            bringBack("node5");
            CannotStart refused = assertThrows(CannotStart.class, () -> network.start(5, "--key", key().toString()));
            assertTrue(String.valueOf(refused.getMessage()).contains("an older copy"), refused.getMessage());
        }
    }

    @Test
    void whereTheKeyLiesWithTheDataThereIsNone() throws Exception {
        try (RunningNetwork network = new RunningNetwork(folder)) {
            network.start(5);
            network.stop(5);
            assertTrue(Files.exists(network.data(5).resolve("node.key")));
            assertFalse(Files.exists(network.data(5).resolve("node.key.mark")));
        }
    }
}
