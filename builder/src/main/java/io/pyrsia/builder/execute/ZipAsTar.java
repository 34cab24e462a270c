package io.pyrsia.builder.execute;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// Turns a zip archive into the stream that `tar` unpacks within the sandbox, so that nothing of a source that
/// nobody vouches for is ever written on the machine itself.
final class ZipAsTar {

    private static final int BLOCK = 512;
    private static final int MAX_ENTRIES = 200_000;
    private static final int MAX_NAME = 4_096;

    private ZipAsTar() {}

    /// Modes are those of new files, because few tools that write zip archives say any; times are taken for UTC.
    static void write(Path zip, OutputStream out) throws IOException {
        try (ZipFile file = new ZipFile(zip.toFile())) {
            if (file.size() > MAX_ENTRIES) {
                throw new IOException("the archive has more than " + MAX_ENTRIES + " entries");
            }
            Enumeration<? extends ZipEntry> entries = file.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                try (InputStream content = file.getInputStream(entry)) {
                    entry(entry, content, out);
                }
            }
        }
        out.write(new byte[2 * BLOCK]);
        out.flush();
    }

    private static void entry(ZipEntry entry, InputStream content, OutputStream out) throws IOException {
        byte[] name = entry.getName().getBytes(StandardCharsets.UTF_8);
        if (name.length > MAX_NAME || entry.getSize() < 0) {
            throw new IOException("the archive has an entry without a usable name or size");
        }
        if (name.length > 100) {
            byte[] ended = Arrays.copyOf(name, name.length + 1);
            out.write(header("././@LongLink".getBytes(StandardCharsets.UTF_8), 'L', ended.length, 0));
            out.write(ended);
            pad(ended.length, out);
        }
        long seconds = seconds(entry);
        long bytes = entry.isDirectory() ? 0 : entry.getSize();
        out.write(header(name, entry.isDirectory() ? '5' : '0', bytes, Math.max(seconds, 0)));
        long left = bytes;
        byte[] buffer = new byte[1 << 14];
        while (left > 0) {
            int read = content.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new IOException("an entry of the archive is shorter than it says");
            }
            out.write(buffer, 0, read);
            left -= read;
        }
        pad(bytes, out);
    }

    /// Archives of Go's proxies have no times: their date is one that no calendar has.
    private static long seconds(ZipEntry entry) {
        try {
            return entry.getTimeLocal().toEpochSecond(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return 0;
        }
    }

    private static byte[] header(byte[] name, char type, long bytes, long seconds) {
        byte[] header = new byte[BLOCK];
        System.arraycopy(name, 0, header, 0, Math.min(name.length, 100));
        put(header, 100, type == '5' ? "0000755" : "0000644");
        put(header, 108, "0000000");
        put(header, 116, "0000000");
        put(header, 124, "%011o".formatted(bytes));
        put(header, 136, "%011o".formatted(seconds));
        put(header, 148, "        ");
        header[156] = (byte) type;
        put(header, 257, "ustar  ");
        int sum = 0;
        for (byte one : header) {
            sum += one & 0xff;
        }
        put(header, 148, "%06o".formatted(sum));
        header[154] = 0;
        return header;
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    private static void pad(long bytes, OutputStream out) throws IOException {
        out.write(new byte[(int) ((BLOCK - bytes % BLOCK) % BLOCK)]);
    }
}
