package io.pyrsia.client;

import io.pyrsia.client.api.BuildAnswer;
import java.nio.charset.StandardCharsets;

/// "Cannot build", with a reason that fits into a block of the ledger.
public final class Refusal {

    /// What the ledger takes.
    public static final int MAX_BYTES = 512;

    private Refusal() {}

    /// A reason may hold what a stranger's build printed: it becomes one line, and not a long one.
    public static BuildAnswer.CannotBuild of(String reason) {
        String line =
                reason.replaceAll("[\\p{Cntrl}\\p{Cs}\\u0080-\\u009f\\s]+", " ").strip();
        return new BuildAnswer.CannotBuild(line.isEmpty() ? "for a reason that was not said" : cut(line));
    }

    private static String cut(String line) {
        if (bytes(line) <= MAX_BYTES) {
            return line;
        }
        int end = Math.min(line.length(), MAX_BYTES);
        while (bytes(line.substring(0, end)) > MAX_BYTES - 3) {
            end = line.offsetByCodePoints(end, -1);
        }
        return line.substring(0, end) + "…";
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
