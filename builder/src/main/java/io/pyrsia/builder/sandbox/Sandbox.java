package io.pyrsia.builder.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where one build happens: its commands share a disk, and see of the machine only programs.
///
/// Commands have no network at all. What is bound into one, such as a socket to the recorder of the fetch
/// phase, is its only way out.
public final class Sandbox implements Box, AutoCloseable {

    private static final List<String> PROGRAMS = List.of("bwrap", "unshare", "nsenter", "setpriv", "prlimit", "choom");

    private final Path folder;
    private final Quota quota;
    private final Account account;
    private final Scratch scratch;
    private final Path filter;
    private int steps; // Owner: the one thread that runs this build.

    private Sandbox(Path folder, Quota quota, Account account, Scratch scratch, Path filter) {
        this.folder = folder;
        this.quota = quota;
        this.account = account;
        this.scratch = scratch;
        this.filter = filter;
    }

    /// Why no sandbox can be made here, or nothing if one can.
    public static Optional<String> missing() {
        List<String> absent =
                PROGRAMS.stream().filter(program -> !Host.has(program)).toList();
        if (!absent.isEmpty()) {
            return Optional.of(
                    "there is no " + String.join(", ", absent) + " on this machine: install bubblewrap and util-linux");
        }
        try {
            Path folder = Files.createTempDirectory("pyrsia-sandbox-");
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
            try (Sandbox sandbox = open(folder, Quota.DEFAULT)) {
                Ended ended = sandbox.run(Step.of(Duration.ofMinutes(1), "true"));
                return ended.succeeded() ? Optional.empty() : Optional.of("a sandbox does not start: " + ended.log());
            } finally {
                Files.delete(folder);
            }
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /// Makes a sandbox with what it needs in a folder that the build's account can pass through.
    public static Sandbox open(Path folder, Quota quota) throws IOException {
        Account account = Account.current();
        Path mount = Files.createDirectory(folder.resolve("disk"));
        account.own(mount);
        Path filter = Files.write(folder.resolve("filter"), SeccompFilter.forThisMachine());
        return new Sandbox(folder, quota, account, Scratch.over(mount, account, quota), filter);
    }

    /// Runs a command that reads nothing and sees nothing but programs and the build's disk.
    public Ended run(Step step) throws IOException {
        return run(step, Map.of(), null, null);
    }

    /// When this returns, every process that the command started is gone.
    @Override
    public Ended run(Step step, Map<String, Path> binds, @Nullable InputStream input, @Nullable OutputStream output)
            throws IOException {
        Path info = folder.resolve("process-" + steps++);
        try {
            List<String> argv = Bubblewrap.around(step, quota, scratch, account, filter, info, binds);
            return new Running(Host.command(argv), info, quota, step.limit(), input, output).await();
        } finally {
            Files.deleteIfExists(info);
        }
    }

    /// Gives a file to the account that builds run as: a socket, for example, that they shall reach.
    public void giveTo(Path file) throws IOException {
        account.own(file);
    }

    @Override
    public void close() throws IOException {
        scratch.close();
        for (String name : List.of("disk", "filter")) {
            Files.deleteIfExists(folder.resolve(name));
        }
        try (Stream<Path> left = Files.list(folder)) {
            for (Path file : left.filter(file -> file.getFileName().toString().startsWith("process-"))
                    .toList()) {
                Files.delete(file);
            }
        }
    }
}
