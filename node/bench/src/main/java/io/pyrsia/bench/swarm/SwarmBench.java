package io.pyrsia.bench.swarm;

import io.pyrsia.base.Digest;
import io.pyrsia.base.PieceTree;
import io.pyrsia.base.crypto.NativeCrypto;
import io.pyrsia.base.json.CanonicalJson;
import io.pyrsia.base.json.Json;
import io.pyrsia.storage.blob.BlobReader;
import io.pyrsia.storage.blob.Descriptor;
import io.pyrsia.swarm.Candidate;
import io.pyrsia.swarm.Download;
import io.pyrsia.swarm.SwarmSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.tuweni.bytes.Bytes;

/// Measures transfers between nodes of this process: arguments are the folder to work in, and which of `one`,
/// `four` and `twenty` to run. What was measured is printed and added to `target/bench/swarm.json`.
public final class SwarmBench {

    private static final long MIB = 1 << 20;
    private static final int RUNS = 3;
    private static final long SHAPED = 25_000_000;

    private static final Path RESULT = Path.of("target/bench/swarm.json");

    private final Path folder;
    private final Map<String, Json> figures = new TreeMap<>();
    private int peers;

    private SwarmBench(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] arguments) throws Exception {
        NativeCrypto.load();
        SwarmBench bench = new SwarmBench(Files.createTempDirectory(Path.of(arguments[0]), "swarm"));
        try {
            for (String what : Arrays.asList(arguments).subList(1, arguments.length)) {
                bench.run(what);
            }
            bench.figure("hashing", Map.of("sha256_ms_per_mib", hashing()));
            Files.createDirectories(RESULT.getParent());
            Files.writeString(RESULT, CanonicalJson.text(Json.object(bench.figures)));
        } finally {
            delete(bench.folder);
        }
    }

    private void run(String what) throws Exception {
        switch (what) {
            case "one" -> one();
            case "four" -> shaped();
            case "twenty" -> twenty();
            default -> throw new IllegalArgumentException("no such part: " + what);
        }
    }

    /// What a client saw of one transfer, and the CPU time that all nodes took for it.
    private record Seen(double firstMs, double seconds, double cpuSeconds) {}

    private void figure(String name, Map<String, Double> values) {
        Map<String, Json> numbers = new TreeMap<>();
        values.forEach((key, value) -> numbers.put(key, new Json.Num(value)));
        figures.put(name, Json.object(numbers));
        System.out.println(name + ": " + new TreeMap<>(values));
    }

    /// What a transfer pays twice for each MiB of it, on one core.
    private static double hashing() {
        byte[] piece = new byte[(int) MIB];
        int count = 300;
        long start = 0;
        for (int i = -count; i < count; i++) {
            start = i == 0 ? System.nanoTime() : start;
            PieceTree.leaf(piece, 0, piece.length);
        }
        return (System.nanoTime() - start) / 1e6 / count;
    }

    private static double cpuSeconds() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
    }

    private void one() throws Exception {
        try (BenchPeer seed = peer(SwarmSettings.standard())) {
            for (long size : List.of(100_000_000L, 1024 * MIB)) {
                Descriptor blob = seed.fill(size, size);
                one(seed, blob, " MB from one peer that is connected", true);
                one(seed, blob, " MB from one peer", false);
            }
        }
    }

    /// @param connected whether the two are connected before, as nodes are that met in the DHT
    private void one(BenchPeer seed, Descriptor blob, String name, boolean connected) throws Exception {
        List<Seen> seen = new ArrayList<>();
        for (int run = 0; run <= RUNS; run++) {
            try (BenchPeer wants = peer(SwarmSettings.standard())) {
                Candidate from = seed.candidate();
                if (connected) {
                    wants.host.connect(from.peer(), from.addresses());
                }
                Seen one = fetch(wants, blob, List.of(from));
                if (run > 0) {
                    seen.add(one);
                }
                wants.store.delete(blob.sha256());
            }
        }
        say(blob.size() / 1_000_000 + name, blob.size(), seen);
    }

    /// 1 GiB from four peers; then with a liar as a fifth; then with one that dies when it has sent half of its share.
    private void shaped() throws Exception {
        long size = 1024 * MIB;
        List<BenchPeer> seeds = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                seeds.add(peer(SwarmSettings.standard().withUpload(SHAPED)));
            }
            Descriptor blob = seeds.getFirst().fill(size, 4);
            for (BenchPeer seed : seeds.subList(1, 4)) {
                seed.fill(size, 4);
            }
            List<Candidate> candidates =
                    seeds.stream().map(BenchPeer::candidate).toList();
            shaped("four peers of 25 MB/s", blob, candidates);
            try (LyingPeer liar = new LyingPeer(seeds.getFirst().store, blob)) {
                List<Candidate> all = new ArrayList<>(candidates);
                all.addFirst(liar.candidate());
                shaped("the same and a liar", blob, all);
            }
            long before = seeds.getLast().swarm.uploadedBytes();
            Thread killer = Thread.ofVirtual().start(() -> dieHalfWay(seeds.getLast(), before + size / 8));
            shaped("the same, and one dies half-way", blob, candidates);
            killer.join();
        } finally {
            seeds.forEach(BenchPeer::close);
        }
    }

    private void shaped(String name, Descriptor blob, List<Candidate> from) throws Exception {
        try (BenchPeer wants = peer(SwarmSettings.standard())) {
            say("1 GiB, " + name, blob.size(), List.of(fetch(wants, blob, from)));
            figure("banned, " + name, Map.of("peers", (double)
                    wants.swarm.bans().count()));
            wants.store.delete(blob.sha256());
        }
    }

    private static void dieHalfWay(BenchPeer peer, long uploaded) {
        try {
            while (peer.swarm.uploadedBytes() < uploaded) {
                Thread.sleep(5);
            }
            peer.host.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void twenty() throws Exception {
        long size = 100 * MIB;
        List<BenchPeer> wanting = new ArrayList<>();
        try (BenchPeer seed = peer(SwarmSettings.standard());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Descriptor blob = seed.fill(size, 20);
            for (int i = 0; i < 20; i++) {
                wanting.add(peer(SwarmSettings.standard()));
            }
            long start = System.nanoTime();
            List<Callable<Seen>> all = new ArrayList<>();
            wanting.forEach(peer -> all.add(() -> fetch(peer, blob, List.of(seed.candidate()))));
            for (Future<Seen> each : threads.invokeAll(all)) {
                each.get();
            }
            figure(
                    "100 MiB to twenty at once",
                    Map.of(
                            "seconds", (System.nanoTime() - start) / 1e9,
                            "seed_copies", (double) seed.swarm.uploadedBytes() / size));
        } finally {
            wanting.forEach(BenchPeer::close);
        }
    }

    /// Reads as a client does, to the last byte, and compares the digest.
    private static Seen fetch(BenchPeer wants, Descriptor blob, List<Candidate> from) throws Exception {
        double cpu = cpuSeconds();
        long start = System.nanoTime();
        long first;
        long end;
        try (Download download = wants.swarm.fetch(blob, from)) {
            try (BlobReader reader = download.reader()) {
                reader.read(0, new byte[1], 0, 1);
                first = System.nanoTime();
                long count = reader.transferTo(0, Long.MAX_VALUE, OutputStream.nullOutputStream());
                end = System.nanoTime();
                if (count != blob.size()) {
                    throw new IOException(count + " bytes came");
                }
            }
            download.result().get();
        }
        double used = cpuSeconds() - cpu;
        check(wants, blob.sha256());
        return new Seen((first - start) / 1e6, (end - start) / 1e9, used);
    }

    private static void check(BenchPeer peer, Digest sha256) throws IOException {
        var hash = Digest.Algorithm.SHA256.startLong();
        try (BlobReader reader = peer.store.read(sha256).orElseThrow()) {
            byte[] part = new byte[1 << 16];
            long at = 0;
            for (int count = reader.read(at, part, 0, part.length);
                    count > 0;
                    count = reader.read(at, part, 0, part.length)) {
                hash.update(part, 0, count);
                at += count;
            }
        }
        if (!sha256.value().equals(Bytes.wrap(hash.digest()))) {
            throw new IOException("wrong bytes");
        }
    }

    private void say(String name, long size, List<Seen> seen) {
        List<Seen> sorted =
                seen.stream().sorted(Comparator.comparingDouble(Seen::seconds)).toList();
        Seen median = sorted.get(sorted.size() / 2);
        double first = seen.stream().mapToDouble(Seen::firstMs).sorted().toArray()[seen.size() / 2];
        figure(
                name,
                Map.of(
                        "first_byte_ms",
                        first,
                        "mb_per_s",
                        size / 1e6 / median.seconds,
                        "seconds",
                        median.seconds,
                        "cpu_ms_per_mb",
                        median.cpuSeconds * 1e9 / size));
    }

    private BenchPeer peer(SwarmSettings settings) throws IOException {
        return new BenchPeer(folder.resolve(Integer.toString(peers++)), settings);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
