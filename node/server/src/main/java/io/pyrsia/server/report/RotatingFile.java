package io.pyrsia.server.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A file of lines that never grows over a size: when it is full it becomes `FILE.1`, what was that becomes `FILE.2`,
/// and the oldest is deleted. A disk that is full loses lines and stops nobody.
final class RotatingFile implements Consumer<String>, AutoCloseable {

    static final long MAX_BYTES = 4 << 20;
    /// Files that are kept besides the one that is written.
    static final int OLDER = 3;

    private final Path file;
    private final long maxBytes;

    /// Open while lines can be written; these two are owned by the caller's lock.
    private @Nullable OutputStream out;

    private long bytes;

    RotatingFile(Path file, long maxBytes) {
        this.file = file;
        this.maxBytes = maxBytes;
    }

    @Override
    public void accept(String line) {
        byte[] text = (line + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            OutputStream open = out == null ? open() : out;
            if (bytes > 0 && bytes + text.length > maxBytes) {
                open.close();
                out = null;
                rotate();
                open = open();
            }
            open.write(text);
            bytes += text.length;
        } catch (IOException e) {
            // The lines are in memory too, and this is the one place that cannot log. The next line tries again.
            close();
        }
    }

    private OutputStream open() throws IOException {
        OutputStream opened = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        out = opened;
        bytes = Files.size(file);
        return opened;
    }

    private void rotate() throws IOException {
        for (int i = OLDER; i >= 1; i--) {
            Path newer = i == 1 ? file : older(i - 1);
            if (Files.exists(newer)) {
                Files.move(newer, older(i), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private Path older(int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }

    @Override
    public void close() {
        try {
            if (out != null) {
                out.close();
            }
        } catch (IOException e) {
            // As above.
        }
        out = null;
    }
}
