package io.pyrsia.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Compares this machine's clock with the asked node's, and with the times of files that cannot be from the future.
final class ClockCheck implements Check {

    private static final String NAME = "clock";
    private static final String ADVICE = "Set the clock, and let a time service keep it (timedatectl set-ntp true).";

    /// Nodes agree on blocks while their clocks differ by less.
    private static final Duration TOLERANCE = Duration.ofMinutes(1);

    /// A node's store has some hundred files.
    private static final int MAX_FILES = 10_000;

    @Override
    public List<Finding> of(Patient patient) throws IOException {
        List<Finding> findings = new ArrayList<>();
        patient.status().ifPresent(status -> {
            Duration off = Duration.between(status.now(), patient.now());
            if (off.abs().compareTo(TOLERANCE) > 0) {
                findings.add(Finding.fault(
                        NAME,
                        "this machine's clock says " + patient.now() + ", the node's says " + status.now() + ": "
                                + off.abs() + " apart",
                        ADVICE));
            }
        });
        patient.status()
                .flatMap(status -> Optional.ofNullable(status.clockProblem()))
                .ifPresent(problem -> findings.add(Finding.fault(NAME, "the node says: " + problem, ADVICE)));
        if (patient.files().isPresent()) {
            Instant newest = newest(patient.files().get().data());
            if (newest.isAfter(patient.now().plus(TOLERANCE))) {
                findings.add(Finding.fault(
                        NAME,
                        "this machine's clock says " + patient.now() + ", but the node wrote a file at " + newest,
                        ADVICE));
            }
        }
        if (findings.isEmpty()) {
            findings.add(Finding.fine(NAME, patient.now() + ", and nothing says otherwise"));
        }
        return findings;
    }

    private static Instant newest(Path data) throws IOException {
        Instant newest = Instant.EPOCH;
        if (!Files.isDirectory(data)) {
            return newest;
        }
        List<Path> files;
        try (Stream<Path> walk = Files.walk(data, 2)) {
            files = walk.limit(MAX_FILES).toList();
        }
        for (Path file : files) {
            if (Files.exists(file)) {
                Instant written = Files.getLastModifiedTime(file).toInstant();
                newest = written.isAfter(newest) ? written : newest;
            }
        }
        return newest;
    }
}
