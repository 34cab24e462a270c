package io.pyrsia.cli.doctor;

import io.pyrsia.base.ByteSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Writes a small file where the node writes, and looks how much room is left.
final class DiskCheck implements Check {

    private static final String NAME = "disk";

    /// Less is used up by one log and one compaction of the store.
    private static final long LEAST_BYTES = 256L << 20;

    /// Less may last some days only.
    private static final long COMFORTABLE_BYTES = 2L << 30;

    private static final int PROBE_BYTES = 1 << 16;

    @Override
    public List<Finding> of(Patient patient) throws IOException {
        if (patient.files().isEmpty()) {
            return List.of();
        }
        Path data = patient.files().get().data();
        if (!Files.isDirectory(data)) {
            return List.of(Finding.fault(
                    NAME,
                    "there is no folder " + data,
                    "Start the node once, or name the right folder with `data =`."));
        }
        long free = Files.getFileStore(data).getUsableSpace();
        try {
            Path probe = Files.createTempFile(data, "doctor", ".probe");
            try {
                Files.write(probe, new byte[PROBE_BYTES]);
            } finally {
                Files.delete(probe);
            }
        } catch (IOException e) {
            return List.of(unwritable(data, free, e));
        }
        String left = new ByteSize(free) + " are free in " + data;
        if (free < LEAST_BYTES) {
            return List.of(Finding.fault(
                    NAME,
                    "only " + left,
                    "Make room: a node stops when it cannot write, and needs at least " + new ByteSize(LEAST_BYTES)
                            + "."));
        }
        if (free < COMFORTABLE_BYTES) {
            return List.of(Finding.warning(NAME, "only " + left, "Make room soon."));
        }
        return List.of(Finding.fine(NAME, left));
    }

    private static Finding unwritable(Path data, long free, IOException problem) {
        if (data.getFileSystem().isReadOnly()
                || String.valueOf(problem.getMessage()).contains("Read-only")) {
            return Finding.fault(
                    NAME,
                    data + " is on a disk that cannot be written",
                    "Mount it read-write; if the system made it read-only by itself, look for disk errors (dmesg).");
        }
        if (free < PROBE_BYTES) {
            return Finding.fault(NAME, "the disk of " + data + " is full", "Make room, then start the node again.");
        }
        return Finding.fault(
                NAME,
                "this user (" + System.getProperty("user.name") + ") cannot write to " + data + ": "
                        + problem.getMessage(),
                "Run the doctor as the node's user, or give the folder to that user (chown -R).");
    }
}
