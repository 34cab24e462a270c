package io.pyrsia.bench.libp2p;

import io.pyrsia.base.json.CanonicalJson;
import io.pyrsia.base.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Our wire and go-libp2p in turns on loopback, each as two processes, with the medians of all runs and their ratios.
/// Run it from the project's folder: `WireComparison RUNS BYTES CONNECTS`; `go` has to be installed.
public final class WireComparison {

    private static final Path RESULT = Path.of("target/bench/libp2p-wire.json");

    private static final String HEAP = "512m";

    /// What each node's runs measured.
    private record Comparison(Map<Figure, List<Double>> ours, Map<Figure, List<Double>> theirs) {}

    private WireComparison() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int runs = Integer.parseInt(arguments[0]);
        Counterparts.buildGo();
        Map<String, Comparison> results = new LinkedHashMap<>();
        for (String kind : List.of("tls", "noise")) {
            results.put(kind, compare(kind, runs, arguments[1], arguments[2]));
        }
        System.out.println("| security | figure | pyrsia | go-libp2p | ratio |\n|---|---|---|---|---|");
        results.forEach(WireComparison::print);
        Files.createDirectories(RESULT.getParent());
        Files.writeString(RESULT, CanonicalJson.text(json(results)));
    }

    private static Comparison compare(String kind, int runs, String bytes, String connects)
            throws IOException, InterruptedException {
        Comparison comparison = new Comparison(new EnumMap<>(Figure.class), new EnumMap<>(Figure.class));
        try (Counterparts.Running go = Counterparts.start(Counterparts.go("serve", "-sec", kind));
                Counterparts.Running ours = Counterparts.start(Counterparts.java(HEAP, "serve", kind))) {
            String goAddress = go.line();
            String ourAddress = ours.line();
            for (int i = 0; i < runs; i++) {
                note(
                        comparison.ours(),
                        Counterparts.run(Counterparts.java(HEAP, "drive", kind, ourAddress, bytes, connects)));
                note(
                        comparison.theirs(),
                        Counterparts.run(Counterparts.go(
                                "drive", "-sec", kind, "-addr", goAddress, "-size", bytes, "-n", connects)));
            }
        }
        return comparison;
    }

    private static void note(Map<Figure, List<Double>> runs, String line) {
        System.err.println(line);
        String[] words = line.split(" ", -1);
        int at = 0;
        for (Figure figure : Figure.values()) {
            runs.computeIfAbsent(figure, key -> new ArrayList<>()).add(Double.valueOf(words[at++]));
        }
    }

    private static void print(String kind, Comparison comparison) {
        for (Figure figure : Figure.values()) {
            double ours = median(comparison.ours(), figure);
            double theirs = median(comparison.theirs(), figure);
            System.out.println(String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %s | %.2f |",
                    kind,
                    figure.title(),
                    ours,
                    theirs,
                    figure.ratio(ours, theirs)));
        }
    }

    private static Json json(Map<String, Comparison> results) {
        TreeMap<String, Json> kinds = new TreeMap<>();
        results.forEach((kind, comparison) -> {
            TreeMap<String, Json> figures = new TreeMap<>();
            for (Figure figure : Figure.values()) {
                double ours = median(comparison.ours(), figure);
                double theirs = median(comparison.theirs(), figure);
                figures.put(
                        figure.title(),
                        new Json.Obj(new TreeMap<>(Map.of(
                                "pyrsia", new Json.Num(ours),
                                "go-libp2p", new Json.Num(theirs),
                                "ratio", new Json.Num(figure.ratio(ours, theirs)),
                                "pyrsia runs", numbers(comparison.ours(), figure),
                                "go-libp2p runs", numbers(comparison.theirs(), figure)))));
            }
            kinds.put(kind, new Json.Obj(figures));
        });
        return new Json.Obj(kinds);
    }

    private static Json numbers(Map<Figure, List<Double>> runs, Figure figure) {
        return new Json.Array(runs.getOrDefault(figure, List.of()).stream()
                .map(value -> (Json) new Json.Num(value))
                .toList());
    }

    private static double median(Map<Figure, List<Double>> runs, Figure figure) {
        double[] sorted = runs.getOrDefault(figure, List.of()).stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
