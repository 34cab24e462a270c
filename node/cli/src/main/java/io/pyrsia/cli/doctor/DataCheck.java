package io.pyrsia.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Looks whose data the folder has, and in which format.
final class DataCheck implements Check {

    /// The file in which a node says: format, node, network.
    static final String MARK = "pyrsia-data";

    private static final String NAME = "data";
    private static final String FORMAT = "1";

    @Override
    public List<Finding> of(Patient patient) throws IOException {
        if (patient.files().isEmpty()
                || !Files.isDirectory(patient.files().get().data())) {
            return List.of();
        }
        Path data = patient.files().get().data();
        Path mark = data.resolve(MARK);
        if (!Files.exists(mark)) {
            return Files.exists(data.resolve("store"))
                    ? List.of(Finding.fault(
                            NAME,
                            data + " has a store and does not say whose it is",
                            "Name the folder of a Pyrsia node, or an empty one, with `data =`."))
                    : List.of(Finding.fine(NAME, "the node has not started in " + data + " yet"));
        }
        String[] words = Files.readString(mark).strip().split(" ", -1);
        if (!words[0].equals(FORMAT) || words.length != 3) {
            return List.of(Finding.fault(
                    NAME,
                    "the data in " + data + " is of format " + words[0] + ", this program knows " + FORMAT,
                    "Use the program that wrote it, or a newer one."));
        }
        if (patient.answers()
                && patient.status().stream()
                        .noneMatch(status -> words[1].equals(status.node().toString()))) {
            return List.of(Finding.fault(
                    NAME,
                    "another node answers at " + patient.address() + " than the one whose data is in " + data,
                    "Give each node a port of its own (http.port), then start this one."));
        }
        return List.of(Finding.fine(NAME, "of node " + words[1] + " in network " + words[2]));
    }
}
