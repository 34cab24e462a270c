package io.pyrsia.builder.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One command in a sandbox while it runs: fed, listened to, watched, and in the end gone with all it started.
final class Running {

    /// How often memory is looked at. What a build can take in between is a few hundred MiB.
    private static final long LOOK_MS = 100;

    private static final Pattern FIRST_PROCESS = Pattern.compile("\"child-pid\": *(\\d+)");

    private final ProcessBuilder command;
    private final Path info;
    private final Quota quota;
    private final Duration limit;
    private final @Nullable InputStream input;
    private final @Nullable OutputStream output;
    private final BoundedLog log;

    Running(
            ProcessBuilder command,
            Path info,
            Quota quota,
            Duration limit,
            @Nullable InputStream input,
            @Nullable OutputStream output,
            OutputStream told) {
        this.command = command.redirectErrorStream(output == null);
        this.info = info;
        this.quota = quota;
        this.limit = limit;
        this.input = input;
        this.output = output;
        this.log = new BoundedLog(quota.logBytes(), told);
    }

    /// A sandbox dies with the thread that started it, so it gets one of its own that lives until the end: a
    /// carrier of virtual threads may be ended by its pool at any time.
    Ended await() throws IOException {
        CompletableFuture<Ended> ended = new CompletableFuture<>();
        Thread thread = Thread.ofPlatform().name("sandbox").start(() -> {
            try {
                ended.complete(run());
            } catch (IOException | RuntimeException e) {
                ended.completeExceptionally(e);
            }
        });
        try {
            return ended.get();
        } catch (InterruptedException e) {
            thread.interrupt();
            Ended stopped = ended.join();
            Thread.currentThread().interrupt();
            return stopped;
        } catch (ExecutionException e) {
            throw new IOException("a sandbox could not be run: " + e.getCause(), e);
        }
    }

    private Ended run() throws IOException {
        Process process = command.start();
        Thread feeding = Thread.ofVirtual().start(() -> feed(process));
        Thread listening = Thread.ofVirtual().start(() -> listen(process));
        Ended.How how;
        try {
            how = watch(process);
        } finally {
            killAll(process);
        }
        feeding.interrupt();
        joinAll(feeding, listening);
        return new Ended(how, process.exitValue(), log.text());
    }

    private Ended.How watch(Process process) {
        long start = System.nanoTime();
        try {
            while (!process.waitFor(LOOK_MS, TimeUnit.MILLISECONDS)) {
                if (System.nanoTime() - start > limit.toNanos()) {
                    return Ended.How.TIMED_OUT;
                }
                long held = process.descendants()
                        .mapToLong(child -> Host.residentBytes(child.pid()))
                        .sum();
                if (held > quota.memoryBytes()) {
                    return Ended.How.OUT_OF_MEMORY;
                }
            }
            return Ended.How.EXITED;
        } catch (InterruptedException e) {
            return Ended.How.STOPPED;
        }
    }

    /// Kills the first process of the sandbox's namespace, which makes the kernel kill all the others there and
    /// then end it: when it is gone, nothing is left, whatever hid from its parents.
    ///
    /// A sandbox that is just being made is waited for: without its maker, its first process would wait for
    /// ever.
    private void killAll(Process process) throws IOException {
        long start = System.nanoTime();
        Optional<ProcessHandle> first = firstProcess();
        while (first.isEmpty() && process.isAlive() && System.nanoTime() - start < Host.PATIENCE_NANOS) {
            LockSupport.parkNanos(Host.POLL_NANOS);
            first = firstProcess();
        }
        first.ifPresent(ProcessHandle::destroyForcibly);
        process.toHandle().destroyForcibly(); // Process.destroyForcibly would throw unread output away.
        process.onExit().join();
        if (first.isPresent()) {
            Host.awaitEnd(first.get());
        }
    }

    private Optional<ProcessHandle> firstProcess() throws IOException {
        if (!Files.exists(info)) {
            return Optional.empty();
        }
        Matcher matcher = FIRST_PROCESS.matcher(Files.readString(info));
        return matcher.find() ? ProcessHandle.of(Long.parseLong(matcher.group(1))) : Optional.empty();
    }

    private void feed(Process process) {
        try (OutputStream to = process.getOutputStream()) {
            if (input != null) {
                input.transferTo(to);
            }
        } catch (IOException e) {
            // The command ended without reading everything: its exit code tells whether that was right.
        }
    }

    private void listen(Process process) {
        try (InputStream out = process.getInputStream();
                InputStream err = process.getErrorStream()) {
            if (output == null) {
                log.readFrom(out);
                return;
            }
            Thread errors = Thread.ofVirtual().start(() -> readLog(err));
            out.transferTo(output);
            joinAll(errors);
        } catch (IOException e) {
            process.toHandle().destroyForcibly(); // Whoever takes the output wants no more of it.
        }
    }

    private void readLog(InputStream err) {
        try {
            log.readFrom(err);
        } catch (IOException e) {
            // The pipe broke with its process; what was read is kept.
        }
    }

    private static void joinAll(Thread... threads) {
        boolean interrupted = Thread.interrupted();
        for (Thread thread : threads) {
            while (true) {
                try {
                    thread.join();
                    break;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
