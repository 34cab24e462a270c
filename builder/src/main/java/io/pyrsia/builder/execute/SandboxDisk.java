package io.pyrsia.builder.execute;

import io.pyrsia.base.Digest;
import io.pyrsia.builder.execute.Outcome.Output;
import io.pyrsia.builder.recipe.Recipe;
import io.pyrsia.builder.sandbox.Box;
import io.pyrsia.builder.sandbox.Ended;
import io.pyrsia.builder.sandbox.Step;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// Puts files onto a build's disk and takes them from it, by commands that run in the sandbox like the build's
/// own: whatever the build left there, it can only mislead what is shut in with it.
final class SandboxDisk {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int MAX_LIST = 64 << 20;
    private static final int PIPE = 1 << 16;

    /// How compressed archives begin, and what `tar` has to be told about them.
    private static final Map<String, String> COMPRESSIONS =
            Map.of("1f8b", "--gzip", "425a68", "--bzip2", "fd377a58", "--xz", "28b52ffd", "--zstd");

    private final Box box;
    private final String umask;

    SandboxDisk(Box box, Recipe.Settings settings) {
        this.box = box;
        this.umask = settings.umask();
    }

    /// Unpacks an archive into a new folder.
    Ended unpack(Path archive, String folder) throws IOException {
        Ended made = run(InputStream.nullInputStream(), null, "mkdir", "-p", folder, ClientSettings.HOME);
        if (!made.succeeded()) {
            return made;
        }
        String start = start(archive);
        if (start.startsWith("504b0304")) {
            return unpackZip(archive, folder);
        }
        String compression = COMPRESSIONS.entrySet().stream()
                .filter(entry -> start.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("--no-auto-compress");
        try (InputStream in = Files.newInputStream(archive)) {
            return run(in, null, "tar", "-C", folder, compression, "--no-same-owner", "-xf", "-");
        }
    }

    private Ended unpackZip(Path archive, String folder) throws IOException {
        AtomicReference<IOException> failure = new AtomicReference<>();
        Ended ended;
        Thread writing;
        try (PipedInputStream in = new PipedInputStream(PIPE)) {
            PipedOutputStream out = new PipedOutputStream(in);
            writing = Thread.ofVirtual().start(() -> {
                try (out) {
                    ZipAsTar.write(archive, out);
                } catch (IOException | RuntimeException e) {
                    failure.set(new IOException("the archive cannot be read: " + e.getMessage(), e));
                }
            });
            ended = run(in, null, "tar", "-C", folder, "--no-same-owner", "-xf", "-");
        }
        join(writing); // It ends, because nobody reads any more.
        IOException failed = failure.get();
        if (ended.succeeded() && failed != null) {
            throw failed;
        }
        return ended;
    }

    private static String start(Path archive) throws IOException {
        try (InputStream in = Files.newInputStream(archive)) {
            return HexFormat.of().formatHex(in.readNBytes(4));
        }
    }

    /// Writes small files.
    Ended write(Map<String, String> files) throws IOException {
        Ended last = new Ended(Ended.How.EXITED, 0, "");
        for (Map.Entry<String, String> file : new TreeMap<>(files).entrySet()) {
            byte[] bytes = file.getValue().getBytes(StandardCharsets.UTF_8);
            String script = "rm -rf \"$0\" && mkdir -p \"${0%/*}\" && exec cat > \"$0\"";
            last = run(new ByteArrayInputStream(bytes), null, "/bin/sh", "-c", script, file.getKey());
            if (!last.succeeded()) {
                return last;
            }
        }
        return last;
    }

    /// Every plain file below a folder, by its path from there.
    List<String> files(String folder) throws IOException {
        ByteArrayOutputStream list = new ByteArrayOutputStream();
        OutputStream bounded = new Limited(list, MAX_LIST);
        Ended ended = run(InputStream.nullInputStream(), bounded, "find", folder, "-type", "f", "-printf", "%P\\0");
        if (!ended.succeeded()) {
            throw new IOException("the build's files cannot be listed: " + ended.log());
        }
        return Arrays.stream(list.toString(StandardCharsets.UTF_8).split("\0", -1))
                .filter(path -> !path.isEmpty())
                .sorted()
                .toList();
    }

    /// Copies a file out of the sandbox.
    Output take(String folder, String path, Path to) throws IOException {
        MessageDigest hash = Digest.Algorithm.SHA256.start();
        try (OutputStream out = new DigestOutputStream(Files.newOutputStream(to), hash)) {
            Ended ended = run(InputStream.nullInputStream(), out, "cat", "--", folder + "/" + path);
            if (!ended.succeeded()) {
                throw new IOException("the output " + path + " cannot be read: " + ended.log());
            }
        }
        Digest digest = new Digest(Digest.Algorithm.SHA256, Bytes.wrap(hash.digest()));
        return new Output(path, digest, Files.size(to), to);
    }

    private Ended run(InputStream input, @Nullable OutputStream output, String... argv) throws IOException {
        return box.run(new Step(List.of(argv), Map.of(), Step.HOME, umask, PATIENCE), Map.of(), input, output);
    }

    private static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// A stream that takes no more than so many bytes.
    private static final class Limited extends OutputStream {
        private final OutputStream out;
        private long left;

        Limited(OutputStream out, long left) {
            this.out = out;
            this.left = left;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            left -= length;
            if (left < 0) {
                throw new IOException("too much output");
            }
            out.write(bytes, offset, length);
        }
    }
}
