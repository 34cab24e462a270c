package io.pyrsia.builder.work;

import io.pyrsia.builder.Folders;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a builder has on disk, for one process at a time; builds that another left unfinished are deleted.
final class BuilderFolder implements AutoCloseable {

    private final Path folder;
    private final FileChannel lock;

    private BuilderFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    static BuilderFolder open(Path folder) throws IOException {
        Files.createDirectories(folder);
        permit(folder, "rwx--x--x");
        FileChannel channel =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isLocked(channel)) {
            channel.close();
            throw new IOException("another builder works in " + folder);
        }
        BuilderFolder opened = new BuilderFolder(folder, channel);
        try {
            permit(Files.createDirectories(opened.toolchains()), "rwxr-xr-x");
            permit(Files.createDirectories(opened.builds()), "rwx--x--x");
            opened.clear();
            return opened;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            @Nullable FileLock held = channel.tryLock();
            return held != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static void permit(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private void clear() throws IOException {
        List<Path> left;
        try (Stream<Path> builds = Files.list(builds())) {
            left = builds.toList();
        }
        for (Path build : left) {
            Folders.delete(build);
        }
    }

    /// Toolchains, which builds read.
    Path toolchains() {
        return folder.resolve("toolchains");
    }

    /// Builds while they run.
    Path builds() {
        return folder.resolve("builds");
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
