package io.pyrsia.builder.sandbox;

import io.pyrsia.builder.Folders;
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

    private final Path folder;
    private final Quota quota;
    private final Account account;
    private final Scratch scratch;
    private final Walls walls;
    private final OutputStream told;
    private int steps; // Owner: the one thread that runs this build.

    private Sandbox(Path folder, Quota quota, Account account, Scratch scratch, Walls walls, OutputStream told) {
        this.folder = folder;
        this.quota = quota;
        this.account = account;
        this.scratch = scratch;
        this.walls = walls;
        this.told = told;
    }

    /// Why no sandbox can be made here, or nothing if one can.
    public static Optional<String> missing() {
        return missing(Means.here());
    }

    static Optional<String> missing(Means means) {
        List<String> absent =
                means.programs().stream().filter(program -> !Host.has(program)).toList();
        if (!absent.isEmpty()) {
            return Optional.of(
                    "there is no " + String.join(", ", absent) + " on this machine: install bubblewrap and util-linux");
        }
        try {
            Path folder = Files.createTempDirectory("pyrsia-sandbox-");
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
            try (Sandbox sandbox = open(folder, Quota.DEFAULT, means)) {
                Ended ended = sandbox.run(Step.of(Duration.ofMinutes(1), "true"));
                return ended.succeeded() ? Optional.empty() : Optional.of("a sandbox does not start: " + ended.log());
            } finally {
                Folders.delete(folder);
            }
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /// Makes a sandbox with what it needs in a folder that the build's account can pass through.
    ///
    /// @param told takes what the commands print as it comes, and never fails
    public static Sandbox open(Path folder, Quota quota, OutputStream told) throws IOException {
        return open(folder, quota, Means.here(), told);
    }

    /// Makes one in a way that need not be the usual one of this machine.
    public static Sandbox open(Path folder, Quota quota, Means means) throws IOException {
        return open(folder, quota, means, OutputStream.nullOutputStream());
    }

    private static Sandbox open(Path folder, Quota quota, Means means, OutputStream told) throws IOException {
        Account account = Account.current();
        Path mount = Files.createDirectory(folder.resolve("disk"));
        account.own(mount);
        Walls walls = Walls.in(folder, means);
        return new Sandbox(folder, quota, account, Scratch.over(mount, account, quota), walls, told);
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
            List<String> argv = ShutIn.around(step, quota, scratch, account, walls, info, binds);
            return new Running(Host.command(argv), info, quota, step.limit(), input, output, told).await();
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
        walls.close();
        Files.deleteIfExists(folder.resolve("disk"));
        try (Stream<Path> left = Files.list(folder)) {
            for (Path file : left.filter(file -> file.getFileName().toString().startsWith("process-"))
                    .toList()) {
                Files.delete(file);
            }
        }
    }
}
