import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Writes a tar (POSIX ustar) whose bytes depend on its content alone.
final class Tar implements Closeable {

    private static final int BLOCK = 512;
    private static final int MAX_NAME = 100;
    private static final int MAX_PREFIX = 155;

    private final OutputStream out;

    Tar(OutputStream out) {
        this.out = out;
    }

    void file(String path, byte[] content, int mode) throws IOException {
        head(path, '0', mode, content.length, "");
        content(content);
    }

    void folder(String path, int mode) throws IOException {
        head(path + "/", '5', mode, 0, "");
    }

    void link(String path, String target) throws IOException {
        head(path, '2', 0777, 0, target);
    }

    private void content(byte[] content) throws IOException {
        out.write(content);
        out.write(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
    }

    private void head(String path, char kind, int mode, long size, String target) throws IOException {
        byte[] head = new byte[BLOCK];
        int cut = path.length() <= MAX_NAME ? -1 : path.indexOf('/', path.length() - MAX_NAME - 1);
        if (path.length() > MAX_NAME && (cut < 0 || cut > MAX_PREFIX) || target.length() > MAX_NAME) {
            throw new IOException("too long for a tar: " + path);
        }
        put(head, 0, path.substring(cut + 1));
        put(head, 100, "%07o".formatted(mode));
        put(head, 108, "%07o".formatted(0));
        put(head, 116, "%07o".formatted(0));
        put(head, 124, "%011o".formatted(size));
        put(head, 136, "%011o".formatted(0));
        put(head, 148, "        ");
        head[156] = (byte) kind;
        put(head, 157, target);
        put(head, 257, "ustar\00000");
        put(head, 345, cut < 0 ? "" : path.substring(0, cut));
        int sum = 0;
        for (byte each : head) {
            sum += each & 0xff;
        }
        put(head, 148, "%06o\0 ".formatted(sum));
        out.write(head);
    }

    private static void put(byte[] head, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, head, at, bytes.length);
    }

    @Override
    public void close() throws IOException {
        out.write(new byte[2 * BLOCK]);
        out.close();
    }
}
