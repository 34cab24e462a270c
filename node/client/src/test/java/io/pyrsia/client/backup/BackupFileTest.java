package io.pyrsia.client.backup;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.NodeId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupFileTest {

    private static final byte[] TABLE = new byte[200_000];

    static {
        new Random(1).nextBytes(TABLE);
    }

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private byte[] saved = {};

    @BeforeEach
    void save() throws Exception {
        Path genesis = Files.writeString(folder.resolve("g"), "{}");
        Path table = Files.write(folder.resolve("t"), TABLE);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BackupWriter writer = new BackupWriter(out);
        writer.add("genesis.json", genesis);
        writer.add("store/000012.sst", table);
        writer.finish(NodeId.parse("ab".repeat(32)), "test", Instant.EPOCH);
        saved = out.toByteArray();
    }

    private BackupFile file(byte[] bytes) throws IOException {
        Path file = folder.resolve("backup.zip");
        Files.write(file, bytes);
        return new BackupFile(file);
    }

    @Test
    void whatWasSavedIsRestored() throws Exception {
        Path node = folder.resolve("node");
        assertEquals(2, file(saved).check().files().size());
        assertEquals("test", file(saved).restore(node).network());
        assertArrayEquals(TABLE, Files.readAllBytes(node.resolve("store/000012.sst")));
        assertEquals("{}", Files.readString(node.resolve("genesis.json")));
        assertTrue(Files.exists(node.resolve(BackupFile.RESTORED)));
        assertFalse(Files.exists(node.resolve("restoring")));
    }

    @Test
    void aFolderWithDataIsLeftAlone() throws Exception {
        Path node = folder.resolve("node");
        Files.createDirectories(node.resolve("store"));
        assertThrows(Malformed.class, () -> file(saved).restore(node));
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.writeString(other.resolve("genesis.json"), "{\"name\":\"another\"}");
        Malformed refusal = assertThrows(Malformed.class, () -> file(saved).restore(other));
        assertTrue(refusal.reason().contains("another network"), refusal.reason());
        assertFalse(Files.exists(other.resolve("store")));
    }

    @Test
    void everyByteThatIsLostOrChangedIsNoticedOrHarmless() throws Exception {
        for (int length = 0; length < saved.length; length += 4_999) {
            byte[] shorter = Arrays.copyOf(saved, length);
            assertThrows(Malformed.class, () -> file(shorter).check());
        }
        int refused = 0;
        int tried = 0;
        for (int at = 0; at < saved.length; at += 1_009) {
            byte[] changed = saved.clone();
            changed[at] ^= 0x20;
            tried++;
            try {
                assertEquals(TABLE.length + 2, file(changed).check().bytes(), "what passes is the same");
            } catch (Malformed e) {
                refused++;
            }
        }
        assertTrue(refused > tried / 2, refused + " of " + tried);
    }

    @Test
    void namesThatLeadElsewhereAreRefused() throws Exception {
        for (String name : List.of("../evil", "store/../../evil", "/etc/passwd", "store/..", "store/a/b", "node.key")) {
            byte[] evil = zip(name);
            Malformed refusal = assertThrows(Malformed.class, () -> file(evil).restore(folder.resolve("node")));
            assertTrue(refusal.reason().contains(name), refusal.reason());
        }
    }

    @Test
    void whatIsNoBackupIsRefused() throws Exception {
        assertThrows(Malformed.class, () -> file("hello".getBytes(StandardCharsets.UTF_8))
                .check());
        assertThrows(Malformed.class, () -> file(new byte[0]).check());
    }

    private static byte[] zip(String name) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            put(zip, name, "evil");
            put(
                    zip,
                    BackupWriter.MANIFEST,
                    "{\"format\":1,\"node\":\"" + "ab".repeat(32) + "\",\"network\":\"test\",\"taken_at\":"
                            + "\"1970-01-01T00:00:00Z\",\"files\":[{\"name\":\"" + name
                            + "\",\"bytes\":4,\"digest\":\"sha256:" + "00".repeat(32) + "\"}]}");
        }
        return out.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }
}
