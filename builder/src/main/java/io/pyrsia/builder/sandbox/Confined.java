package io.pyrsia.builder.sandbox;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Runs commands as they are, in a container that shuts them in already: its disk is at [Step#HOME], and what it
/// leaves running ends with the container. The thread that runs them has entered a [Confinement].
public final class Confined implements Box {

    private static final Duration AFTERWARDS = Duration.ofSeconds(10);

    private final int logBytes;
    private final PrintStream told;

    /// @param logBytes how much of a command's output is kept
    /// @param told where output goes as it comes
    public Confined(int logBytes, PrintStream told) {
        this.logBytes = logBytes;
        this.told = told;
    }

    /// What is bound becomes a link, for which the container has a folder to write.
    @Override
    public Ended run(Step step, Map<String, Path> binds, @Nullable InputStream input, @Nullable OutputStream output)
            throws IOException {
        for (Map.Entry<String, Path> bind : binds.entrySet()) {
            Path link = Path.of(bind.getKey());
            if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
                Files.createSymbolicLink(link, bind.getValue());
            }
        }
        List<String> argv = new ArrayList<>(List.of("/bin/sh", "-c", "umask \"$0\"; exec \"$@\"", step.umask()));
        argv.addAll(step.argv());
        ProcessBuilder command =
                Host.command(argv).directory(Path.of(step.folder()).toFile());
        command.environment().putAll(Map.of("PATH", "/usr/bin:/bin", "HOME", Step.HOME, "TMPDIR", "/tmp"));
        command.environment().remove("LC_ALL");
        command.environment().putAll(step.environment());
        // In this thread, which is the one that is confined.
        Process process = command.redirectErrorStream(output == null).start();
        BoundedLog log = new BoundedLog(logBytes);
        AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
        Thread feeding = Thread.ofVirtual().start(() -> feed(process, input));
        Thread listening = Thread.ofVirtual().start(() -> listen(process, output, log, failure));
        boolean hasEnded = false;
        try {
            hasEnded = process.waitFor(step.limit().toNanos(), TimeUnit.NANOSECONDS);
            // Who was left running may hold the output open: it is read for a moment and then cut.
            boolean isRead = hasEnded && listening.join(AFTERWARDS) && feeding.join(AFTERWARDS);
            end(process);
            process.waitFor();
            feeding.join();
            listening.join();
            if (!isRead && output == null) {
                failure.set(null);
            }
        } catch (InterruptedException e) {
            end(process);
            Thread.currentThread().interrupt();
            return new Ended(Ended.How.STOPPED, 1, log.text());
        }
        IOException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
        return new Ended(hasEnded ? Ended.How.EXITED : Ended.How.TIMED_OUT, process.exitValue(), log.text());
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static void feed(Process process, @Nullable InputStream input) {
        try (OutputStream to = process.getOutputStream()) {
            if (input != null) {
                input.transferTo(to);
            }
        } catch (IOException e) {
            // The command ended without reading everything; its exit code says whether that is well.
        }
    }

    private void listen(
            Process process,
            @Nullable OutputStream output,
            BoundedLog log,
            AtomicReference<@Nullable IOException> failure) {
        try {
            if (output == null) {
                log.readFrom(new Told(process.getInputStream(), told));
                return;
            }
            Thread complaints = Thread.ofVirtual().start(() -> {
                try {
                    log.readFrom(process.getErrorStream());
                } catch (IOException e) {
                    failure.compareAndSet(null, e);
                }
            });
            try {
                process.getInputStream().transferTo(output);
            } finally {
                process.getInputStream().close(); // Who writes on, ends.
                complaints.join();
            }
        } catch (IOException e) {
            failure.compareAndSet(null, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Passes on what is read.
    private static final class Told extends FilterInputStream {
        private final PrintStream told;

        Told(InputStream in, PrintStream told) {
            super(in);
            this.told = told;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            if (read > 0) {
                told.write(buffer, offset, read);
                told.flush();
            }
            return read;
        }
    }
}
