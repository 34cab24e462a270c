package io.pyrsia.builder.execute;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Zip archives as the stream that `tar` reads.
class ZipAsTarTest {

    private static final int TIME_IN_CENTRAL_DIRECTORY = 12;
    private static final int CENTRAL = 0x0201_4b50;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private static byte[] zip() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            ZipEntry entry = new ZipEntry("thing/go.mod");
            entry.setTimeLocal(LocalDateTime.of(1980, 2, 1, 0, 0));
            zip.putNextEntry(entry);
            zip.write("module thing".getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        }
        return out.toByteArray();
    }

    private String header(byte[] zip, int at, int length) throws IOException {
        Path file = folder.resolve("source.zip");
        Files.write(file, zip);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ZipAsTar.write(file, out);
        return new String(out.toByteArray(), at, length, StandardCharsets.US_ASCII);
    }

    @Test
    void timesAreTakenForUtc() throws IOException {
        assertEquals("thing/go.mod", header(zip(), 0, 12));
        assertEquals("%011o".formatted(318_211_200), header(zip(), 136, 11));
    }

    /// Go's proxies write a month and a day that are zero.
    @Test
    void anArchiveWithoutTimesIsAsOldAsCanBe() throws IOException {
        byte[] zip = zip();
        ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < zip.length - 4; i++) {
            if (bytes.getInt(i) == CENTRAL) {
                bytes.putInt(i + TIME_IN_CENTRAL_DIRECTORY, 0);
            }
        }
        assertEquals("%011o".formatted(0), header(zip, 136, 11));
    }
}
