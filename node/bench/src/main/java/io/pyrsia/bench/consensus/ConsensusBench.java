package io.pyrsia.bench.consensus;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.json.CanonicalJson;
import io.pyrsia.base.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Finality and throughput of four authorities beside four CometBFT validators, one system after the other, in one
/// run.
///
/// `ConsensusBench OUTPUT [FOLDER-OF-COMETBFT]`: writes the figures and their ratios as JSON and prints them. The way
/// to run it is `node/bench/consensus.sh`. Load goes on for a while before it is measured, for four fresh JVMs
/// compile.
public final class ConsensusBench {

    private static final int LATENCY_COUNT = 300;
    private static final int COMET_LATENCY_COUNT = 200;
    private static final long PAUSE_MS = 10;
    private static final long WARM_UP_MS = 15_000;
    private static final long MEASURE_MS = 8_000;
    private static final List<Integer> WINDOWS = List.of(2_000, 20_000);
    private static final List<String> JVM = List.of(
            "-Xmx512m",
            "-Xmn64m",
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    private final Path work;
    private final Map<String, Json> figures = new LinkedHashMap<>();

    private ConsensusBench(Path work) {
        this.work = work;
    }

    // A benchmark's answer is what it prints.
    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws IOException, InterruptedException, Malformed {
        Path output = Path.of(arguments[0]).toAbsolutePath();
        Files.createDirectories(output.getParent());
        Path work = Files.createTempDirectory(output.getParent(), "consensus");
        ConsensusBench bench = new ConsensusBench(work);
        try {
            Latency ours = bench.ourLatency();
            Throughput best = bench.ourThroughput();
            if (arguments.length > 1) {
                bench.compare(Path.of(arguments[1]), ours, best);
            } else {
                bench.figures.put("cometbft", Json.of("not run: no folder with its programs was given"));
            }
        } finally {
            delete(work);
        }
        String text = CanonicalJson.text(Json.object(bench.figures));
        Files.writeString(output, text + "\n");
        System.out.println(text);
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private Latency ourLatency() throws IOException, InterruptedException {
        try (Pyrsia pyrsia = new Pyrsia(work.resolve("latency"), JVM)) {
            Latency latency = pyrsia.latency(WARM_UP_MS, LATENCY_COUNT, PAUSE_MS);
            figures.put("pyrsia.latency", json(latency));
            return latency;
        }
    }

    private Throughput ourThroughput() throws IOException, InterruptedException {
        Throughput best = null;
        for (int window : WINDOWS) {
            try (Pyrsia pyrsia = new Pyrsia(work.resolve("window" + window), JVM)) {
                Throughput throughput = pyrsia.throughput(window, WARM_UP_MS, MEASURE_MS);
                figures.put("pyrsia.window" + window, json(throughput));
                best = best == null || throughput.perSecond() > best.perSecond() ? throughput : best;
            }
        }
        return java.util.Objects.requireNonNull(best);
    }

    private void compare(Path programs, Latency ours, Throughput best)
            throws IOException, InterruptedException, Malformed {
        try (CometBft comet = new CometBft(programs, work.resolve("comet"))) {
            Latency latency = comet.latency(COMET_LATENCY_COUNT);
            figures.put("cometbft.latency", json(latency));
            figures.put("ratio.median", Json.of(round((double) latency.medianUs() / ours.medianUs())));
            figures.put("ratio.p99", Json.of(round((double) latency.p99Us() / ours.p99Us())));
        }
        Throughput theirs = null;
        for (int window : WINDOWS) {
            try (CometBft comet = new CometBft(programs, work.resolve("comet" + window))) {
                Throughput throughput = comet.throughput(window, MEASURE_MS);
                figures.put("cometbft.window" + window, json(throughput));
                theirs = theirs == null || throughput.perSecond() > theirs.perSecond() ? throughput : theirs;
            }
        }
        Throughput other = java.util.Objects.requireNonNull(theirs);
        figures.put("ratio.throughput", Json.of(round(best.perSecond() / other.perSecond())));
        figures.put("ratio.cpu", Json.of(round(other.cpuSecondsPerThousand() / best.cpuSecondsPerThousand())));
    }

    private static Json json(Latency latency) {
        return Json.object(ordered("medianUs", Json.of(latency.medianUs()), "p99Us", Json.of(latency.p99Us())));
    }

    private static Json json(Throughput run) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("transactionsPerSecond", Json.of(Math.round(run.perSecond())));
        members.put("blocksPerSecond", Json.of(round(run.blocksPerSecond())));
        members.put("cpuSecondsPer1000", Json.of(round(run.cpuSecondsPerThousand())));
        members.put("syncsPerBlockAndNode", Json.of(round(run.syncsPerBlock())));
        members.put("messagesPerBlockAndNode", Json.of(round(run.messagesPerBlock())));
        members.put("residentMebibytes", Json.of(run.residentMebibytes()));
        return Json.object(members);
    }

    private static Map<String, Json> ordered(String one, Json first, String two, Json second) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put(one, first);
        members.put(two, second);
        return members;
    }

    /// Three digits behind the point, as text: JSON numbers of the project are whole.
    private static String round(double value) {
        return String.format(java.util.Locale.ROOT, "%.3f", value);
    }
}
