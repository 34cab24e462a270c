package io.pyrsia.cli.config;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// The folder of a node or a builder on this machine: what its files are called, and whether a process has it.
///
/// @param program `node` or `builder`
public record NodeFolder(Path path, String program) {

    /// The folder of a node.
    public NodeFolder(Path path) {
        this(path, "node");
    }

    /// The folder of a builder that `pyrsia up` started.
    public static NodeFolder ofBuilder(Path path) {
        return new NodeFolder(path, "builder");
    }

    public Path configuration() {
        return path.resolve(program + ".conf");
    }

    /// What it wrote about itself, if it was started by `pyrsia up`.
    public Path log() {
        return path.resolve(program + ".log");
    }

    public List<String> logLines() throws IOException {
        return Files.isReadable(log()) ? Files.readAllLines(log()) : List.of();
    }

    /// The number of the process that has the folder, or had it last; empty if none ever had.
    public String holder() throws IOException {
        return Files.exists(lock()) ? Files.readString(lock()).strip() : "";
    }

    /// Whether a process has the folder now; the lock is free again at once if none has.
    public boolean isHeld() throws IOException {
        if (!Files.isWritable(lock())) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(lock(), StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock == null;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }

    private Path lock() {
        return path.resolve(program + ".lock");
    }
}
