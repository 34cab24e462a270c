package io.pyrsia.cli.doctor;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// Looks whether a process has the node's data, and whether that process answers.
final class ProcessCheck implements Check {

    private static final String NAME = "process";
    private static final String LOCK = "node.lock";

    @Override
    public List<Finding> of(Patient patient) throws IOException {
        if (patient.files().isEmpty()) {
            return patient.answers()
                    ? List.of(Finding.fine(NAME, "the node answers at " + patient.address()))
                    : List.of(Finding.fault(
                            NAME,
                            patient.silence(),
                            "Start it ('pyrsia up', or its service), or name the right address with --node."));
        }
        Path lock = patient.files().get().data().resolve(LOCK);
        String holder = Files.exists(lock) ? Files.readString(lock).strip() : "";
        boolean isRunning = isHeld(lock);
        if (isRunning && !patient.answers()) {
            return List.of(Finding.fault(
                    NAME,
                    "process " + holder + " has the data in " + lock.getParent() + ", but nothing answers as a node at "
                            + patient.address(),
                    "If it was just started, wait; else stop it (kill " + holder
                            + ") and start the node again: one process at a time can have a node's data."));
        }
        if (!isRunning) {
            return List.of(Finding.fault(
                    NAME,
                    "the node is not running",
                    "Start it: 'pyrsia up' for a network on this machine, else its service." + lastWords(patient)));
        }
        return List.of(Finding.fine(NAME, "process " + holder + " answers at " + patient.address()));
    }

    /// Whether a process has locked the file; it is unlocked at once if none has.
    static boolean isHeld(Path file) throws IOException {
        if (!Files.isWritable(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock == null;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }

    /// What the node said when it ended, if it was started in a way that kept it.
    private static String lastWords(Patient patient) throws IOException {
        Path log = patient.files().orElseThrow().data().resolve("node.log");
        if (!Files.isReadable(log)) {
            return "";
        }
        try (java.util.stream.Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.startsWith("pyrsia: "))
                    .reduce((earlier, later) -> later)
                    .map(line -> " Its last words: " + line.substring("pyrsia: ".length()))
                    .orElse("");
        }
    }
}
