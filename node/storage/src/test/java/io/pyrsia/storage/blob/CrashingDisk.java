package io.pyrsia.storage.blob;

import io.pyrsia.storage.Batch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;

/// A disk whose power fails before a given step: what was not synced by then is lost, or was lucky.
final class CrashingDisk implements BlobDisk {

    /// The power failed.
    static final class PowerFailed extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    private final BlobDisk disk;
    private final int lastStep;
    private final boolean losesUnsynced;
    /// Files with bytes that are not on disk, and names that are not, with what they were before.
    private final Map<FileChannel, Path> dirty = new HashMap<>();

    private final Map<Path, Path> renamed = new HashMap<>();
    private int steps;

    CrashingDisk(BlobDisk disk, int lastStep, boolean losesUnsynced) {
        this.disk = disk;
        this.lastStep = lastStep;
        this.losesUnsynced = losesUnsynced;
    }

    private void step() {
        if (++steps > lastStep) {
            throw new PowerFailed();
        }
    }

    /// Makes the files what a power failure leaves of them.
    void lose() throws IOException {
        if (!losesUnsynced) {
            return;
        }
        for (Path file : dirty.values()) {
            if (Files.exists(file)) {
                Files.write(file, new byte[(int) Files.size(file)]);
            }
        }
        for (Map.Entry<Path, Path> rename : renamed.entrySet()) {
            Files.move(rename.getKey(), rename.getValue(), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Override
    public FileChannel open(Path file) throws IOException {
        step();
        FileChannel channel = disk.open(file);
        dirty.put(channel, file);
        return channel;
    }

    @Override
    public void write(FileChannel file, ByteBuffer bytes, long position) throws IOException {
        step();
        disk.write(file, bytes, position);
    }

    @Override
    public void force(FileChannel file) throws IOException {
        step();
        disk.force(file);
        dirty.remove(file);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        step();
        disk.rename(from, to);
        renamed.put(to, from);
    }

    @Override
    public void delete(Path file) throws IOException {
        step();
        disk.delete(file);
        renamed.remove(file);
    }

    @Override
    public void syncFolder(Path folder) throws IOException {
        step();
        disk.syncFolder(folder);
        renamed.keySet().removeIf(path -> folder.equals(path.getParent()));
    }

    @Override
    public void commit(Batch rows) {
        step();
        disk.commit(rows);
    }

    @Override
    public void note(Batch rows) {
        step();
        if (!losesUnsynced) {
            disk.note(rows);
        }
    }
}
