package io.pyrsia.cli.doctor;

import io.pyrsia.cli.config.NodeFolder;
import java.io.IOException;
import java.util.List;

/// Looks whether a process has the node's data, and whether that process answers.
final class ProcessCheck implements Check {

    private static final String NAME = "process";

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
        NodeFolder folder = patient.files().get().folder();
        String holder = folder.holder();
        boolean isRunning = folder.isHeld();
        if (isRunning && !patient.answers()) {
            return List.of(Finding.fault(
                    NAME,
                    "process " + holder + " has the data in " + folder.path() + ", but nothing answers as a node at "
                            + patient.address(),
                    "If it was just started, wait; else stop it (kill " + holder
                            + ") and start the node again: one process at a time can have a node's data."));
        }
        if (!isRunning) {
            return List.of(Finding.fault(
                    NAME,
                    "the node is not running",
                    "Start it: 'pyrsia up' for a network on this machine, else its service." + lastWords(folder)));
        }
        return List.of(Finding.fine(NAME, "process " + holder + " answers at " + patient.address()));
    }

    /// What the node said when it ended, if it was started in a way that kept it.
    private static String lastWords(NodeFolder folder) throws IOException {
        return folder.logLines().stream()
                .filter(line -> line.startsWith("pyrsia: "))
                .reduce((earlier, later) -> later)
                .map(line -> " Its last words: " + line.substring("pyrsia: ".length()))
                .orElse("");
    }
}
