package io.pyrsia.bench.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// How the figures of this package are computed and printed: a line each.
final class Figures {

    private Figures() {}

    static void say(String figure) {
        System.out.println(figure);
    }

    static void latencies(String what, long[] nanoseconds) {
        long[] sorted = nanoseconds.clone();
        Arrays.sort(sorted);
        say("%s: median %.3f ms, p99 %.3f ms, slowest %.3f ms (%d)"
                .formatted(
                        what,
                        percentile(sorted, 50),
                        percentile(sorted, 99),
                        sorted[sorted.length - 1] / 1e6,
                        sorted.length));
    }

    private static double percentile(long[] sorted, int percent) {
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)] / 1e6;
    }

    static double seconds(long nanoseconds) {
        return nanoseconds / 1e9;
    }

    /// The most that this process was resident.
    static long residentMebibytes() throws IOException {
        String line = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(text -> text.startsWith("VmHWM"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024;
    }
}
