package io.pyrsia.dist.faults;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A disk with little room, mounted where a node that does not run has its folder.
@SuppressWarnings("try") // an interruption ends the test
final class SmallDisk implements AutoCloseable {

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /// Why this machine lets us mount none, or nothing.
    static String problem(Path folder) throws IOException, InterruptedException {
        Path tried = Files.createDirectories(folder.resolve("try"));
        String problem = mount(tried, 1);
        if (problem.isEmpty()) {
            Command.run("umount", tried.toString());
        }
        return problem;
    }

    private static String mount(Path folder, int mib) throws InterruptedException {
        return Command.problem("mount", "-t", "tmpfs", "-o", "size=" + mib + "m", "tmpfs", folder.toString());
    }

    /// What the folder has is on the disk too.
    static SmallDisk under(Path folder, int mib) throws IOException, InterruptedException {
        Path before = Files.move(folder, folder.resolveSibling(folder.getFileName() + ".before"));
        Files.createDirectory(folder);
        String problem = mount(folder, mib);
        if (!problem.isEmpty()) {
            throw new IOException(problem);
        }
        SmallDisk disk = new SmallDisk(folder);
        List<Path> files;
        try (Stream<Path> list = Files.list(before)) {
            files = list.toList();
        }
        for (Path file : files) {
            Files.move(file, folder.resolve(file.getFileName()));
        }
        Files.delete(before);
        return disk;
    }

    /// Takes away, while it is in use, what is free beyond so much.
    void tighten(int leftMib) throws IOException, InterruptedException {
        FileStore disk = Files.getFileStore(folder);
        long left = (long) leftMib << 20;
        long surplus = disk.getUsableSpace() - left;
        if (surplus > 0) {
            // It may have written more meanwhile, and the system takes away nothing that is used: the next time, then.
            Command.problem("mount", "-o", "remount,size=" + (disk.getTotalSpace() - surplus), folder.toString());
        }
    }

    /// Makes the disk larger while it is in use.
    void grow(int mib) throws IOException, InterruptedException {
        Command.run("mount", "-o", "remount,size=" + mib + "m", folder.toString());
    }

    /// A process that still has files there does not keep it.
    @Override
    public void close() throws IOException, InterruptedException {
        Command.run("umount", "--lazy", folder.toString());
    }
}
