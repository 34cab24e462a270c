package io.pyrsia.builder.work;

import io.pyrsia.builder.Folders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
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
        requirePassable(folder);
        Files.createDirectories(folder);
        permit(folder, "rwx--x--x");
        FileChannel channel =
                FileChannel.open(folder.resolve("builder.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isLocked(channel)) {
            channel.close();
            throw new IOException("another builder works in " + folder);
        }
        BuilderFolder opened = new BuilderFolder(folder, channel);
        try {
            channel.truncate(0);
            String pid = ProcessHandle.current().pid() + "\n";
            int _ = channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
            permit(Files.createDirectories(opened.builds()), "rwx--x--x");
            opened.clear();
            return opened;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /// Makes the folder of unpacked toolchains, which builds read.
    static void shareToolchains(Path folder) throws IOException {
        requirePassable(folder);
        permit(Files.createDirectories(folder), "rwxr-xr-x");
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

    /// Where the builder is root, builds are nobody in particular and must get at what they are shown.
    private static void requirePassable(Path folder) throws IOException {
        if (!Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))) {
            return;
        }
        for (Path above = folder.getParent(); above != null; above = above.getParent()) {
            if (Files.exists(above)
                    && !Files.getPosixFilePermissions(above).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                throw new IOException("builds do not run as root and cannot pass through " + above
                        + ": let the builder keep its files elsewhere, such as below /var/lib");
            }
        }
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

    /// Builds while they run.
    Path builds() {
        return folder.resolve("builds");
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
