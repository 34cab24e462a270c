package io.pyrsia.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Looks how many files a process of this user may have open (Linux).
final class LimitsCheck implements Check {

    private static final String NAME = "limits";
    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final Pattern OPEN_FILES = Pattern.compile("Max open files +\\S+ +(\\d+) .*");

    /// The store keeps 512 open, and each connection is one more.
    private static final int LEAST = 4_096;

    @Override
    public List<Finding> of(Patient patient) throws IOException {
        if (patient.files().isEmpty() || !Files.isReadable(LIMITS)) {
            return List.of();
        }
        for (String line : Files.readAllLines(LIMITS)) {
            Matcher limit = OPEN_FILES.matcher(line);
            if (limit.matches() && Long.parseLong(limit.group(1)) < LEAST) {
                return List.of(Finding.warning(
                        NAME,
                        "a process of this user may have only " + limit.group(1) + " files open",
                        "Raise it to " + LEAST + " or more: ulimit -n, or LimitNOFILE= of the service."));
            }
        }
        return List.of(Finding.fine(NAME, "enough files may be open"));
    }
}
