package io.pyrsia.bench.builder;

import io.pyrsia.base.Digest;
import io.pyrsia.builder.compare.Bounds;
import io.pyrsia.builder.compare.Comparison;
import io.pyrsia.builder.compare.Kind;
import io.pyrsia.builder.compare.Ladder;
import io.pyrsia.builder.compare.Listing;
import io.pyrsia.builder.compare.Report;
import io.pyrsia.builder.sandbox.Means;
import io.pyrsia.builder.sandbox.Quota;
import io.pyrsia.builder.sandbox.Sandbox;
import io.pyrsia.builder.sandbox.Step;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.tuweni.bytes.Bytes;

/// Measures what a sandbox costs beside the bare command, and the comparison of two jars of 100 MiB.
///
/// `BuilderBench ROUNDS FOLDER OUTPUT`: a folder for the jars, and the file that figures go to as JSON.
public final class BuilderBench {

    private static final String[] COMMAND = {"/bin/sh", "-c", "exit 0"};
    private static final int JAR_BYTES = 100 << 20;

    private final int rounds;
    private final List<String> figures = new ArrayList<>();

    private BuilderBench(int rounds) {
        this.rounds = rounds;
    }

    public static void main(String[] arguments) throws IOException {
        BuilderBench bench = new BuilderBench(Integer.parseInt(arguments[0]));
        Path folder = Path.of(arguments[1]);
        bench.sandboxes();
        bench.comparisons(folder);
        Files.writeString(Path.of(arguments[2]), "{\n  " + String.join(",\n  ", bench.figures) + "\n}\n");
    }

    private void figure(String name, double value) {
        figures.add(String.format(Locale.ROOT, "\"%s\": %.1f", name, value));
        System.out.println(name + ": " + String.format(Locale.ROOT, "%.1f", value));
    }

    /// One build of one command: its disk is made, the command runs, and all is gone again.
    private void sandboxes() throws IOException {
        for (int i = 0; i < 2; i++) { // The first time is to warm up.
            double[] bare = new double[rounds];
            for (int round = 0; round < rounds; round++) {
                long start = System.nanoTime();
                Process process = new ProcessBuilder(COMMAND).start();
                process.onExit().join();
                bare[round] = (System.nanoTime() - start) / 1e6;
            }
            double without = median(bare);
            for (Means means : Means.values()) {
                double[] whole = new double[rounds];
                double[] second = new double[rounds];
                for (int round = 0; round < rounds; round++) {
                    sandbox(means, round, whole, second);
                }
                if (i == 1) {
                    figure(means + "_build_over_bare_ms", median(whole) - without);
                    figure(means + "_further_command_over_bare_ms", median(second) - without);
                }
            }
            if (i == 1) {
                figure("bare_ms", without);
            }
        }
    }

    private static void sandbox(Means means, int round, double[] whole, double[] second) throws IOException {
        Path folder = Files.createTempDirectory("bench-");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        Step step = Step.of(Duration.ofMinutes(1), COMMAND);
        long start = System.nanoTime();
        long between;
        long after;
        try (Sandbox sandbox = Sandbox.open(folder, Quota.DEFAULT, means)) {
            sandbox.run(step);
            between = System.nanoTime();
            sandbox.run(step);
            after = System.nanoTime();
        }
        second[round] = (after - between) / 1e6;
        whole[round] = (System.nanoTime() - start - (after - between)) / 1e6;
        Files.delete(folder);
    }

    private void comparisons(Path folder) throws IOException {
        Path one = folder.resolve("one.jar");
        Path moved = folder.resolve("moved.jar");
        Path rebuilt = folder.resolve("rebuilt.jar");
        List<LargeJar.Entry> entries = LargeJar.entries(JAR_BYTES);
        LargeJar.write(one, entries, LargeJar.Change.NONE);
        LargeJar.write(moved, entries, LargeJar.Change.ORDER_AND_TIMES);
        LargeJar.write(rebuilt, entries, LargeJar.Change.CONSTANT_POOLS);
        figure("jar_mib", Files.size(one) / 1048576.0);
        for (Path other : List.of(moved, rebuilt)) {
            double[] taken = new double[3];
            Report report = null;
            for (int round = 0; round < taken.length; round++) {
                long start = System.nanoTime();
                report = Comparison.of(one, other, Kind.JAR, Bounds.DEFAULT);
                taken[round] = (System.nanoTime() - start) / 1e6;
            }
            figure("compare_" + (report == null ? "" : report.level()) + "_ms", median(taken));
        }
        long start = System.nanoTime();
        Ladder.of(sha256(one), Listing.of(one, Kind.JAR, Bounds.DEFAULT));
        figure("digests_of_one_ms", (System.nanoTime() - start) / 1e6);
    }

    private static Bytes sha256(Path file) throws IOException {
        MessageDigest hash = Digest.Algorithm.SHA256.start();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), hash)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return Bytes.wrap(hash.digest());
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
