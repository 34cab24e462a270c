package io.pyrsia.bench.consensus;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.json.Json;
import io.pyrsia.base.json.JsonReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Four CometBFT validators on loopback with the built-in kvstore, set to hurry: no pauses between proposals and
/// gossip, no transaction index, no rate limits, no empty blocks.
final class CometBft implements AutoCloseable {

    private static final int FIRST_PORT = 27_300;
    private static final int RPC_PORTS = 10;

    private final Path programs;
    private final Processes processes = new Processes();

    /// @param programs the folder with the programs `cometbft` and `drive`
    CometBft(Path programs, Path folder) throws IOException, InterruptedException {
        this.programs = programs;
        try {
            start(folder);
        } catch (IOException | InterruptedException | RuntimeException e) {
            processes.close();
            throw e;
        }
    }

    private void start(Path folder) throws IOException, InterruptedException {
        run("cometbft", "testnet", "--v", "4", "--o", folder.toString(), "--populate-persistent-peers=false");
        StringBuilder peers = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            String id = run(
                    "cometbft",
                    "show-node-id",
                    "--home",
                    folder.resolve("node" + i).toString());
            peers.append(i == 0 ? "" : ",").append(id).append("@127.0.0.1:").append(FIRST_PORT + i);
        }
        for (int i = 0; i < 4; i++) {
            Path home = folder.resolve("node" + i);
            configure(home.resolve("config/config.toml"), i, peers.toString());
            processes.start(
                    folder.resolve("node" + i + ".log"),
                    List.of(programs.resolve("cometbft").toString(), "node", "--home", home.toString()));
        }
        for (int i = 0; i < 4; i++) {
            await(FIRST_PORT + RPC_PORTS + i);
        }
        Thread.sleep(3_000);
    }

    private static void configure(Path file, int number, String peers) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            lines.add(configured(line, number, peers));
        }
        Files.write(file, lines);
    }

    private static String configured(String line, int number, String peers) {
        int equals = line.indexOf(" = ");
        String key = equals < 0 ? "" : line.substring(0, equals);
        String value =
                switch (key) {
                    case "proxy_app" -> "\"kvstore\"";
                    case "log_level" -> "\"error\"";
                    case "laddr" ->
                        line.contains("26657")
                                ? "\"tcp://127.0.0.1:" + (FIRST_PORT + RPC_PORTS + number) + "\""
                                : line.contains("26656") ? "\"tcp://127.0.0.1:" + (FIRST_PORT + number) + "\"" : "";
                    case "persistent_peers" -> "\"" + peers + "\"";
                    case "pex", "recheck", "create_empty_blocks" -> "false";
                    case "flush_throttle_timeout" -> "\"100us\"";
                    case "send_rate", "recv_rate" -> "512000000";
                    case "max_packet_msg_payload_size" -> "65536";
                    case "size" -> "20000";
                    case "cache_size" -> "100000";
                    case "timeout_commit" -> "\"0s\"";
                    case "skip_timeout_commit" -> "true";
                    case "peer_gossip_sleep_duration" -> "\"500us\"";
                    case "indexer" -> "\"null\"";
                    default -> "";
                };
        return value.isEmpty() ? line : key + " = " + value;
    }

    private void await(int port) throws IOException, InterruptedException {
        for (int attempt = 0; ; attempt++) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return;
            } catch (ConnectException e) {
                processes.requireAlive();
                if (attempt > Pyrsia.MAX_ATTEMPTS) {
                    throw e;
                }
                Thread.sleep(100);
            }
        }
    }

    private static String url(int number) {
        return "http://127.0.0.1:" + (FIRST_PORT + RPC_PORTS + number);
    }

    Latency latency(int count) throws IOException, InterruptedException, Malformed {
        Json.Obj result = read(run("drive", "latency", "-urls", url(0), "-count", Integer.toString(count)));
        return new Latency((long) number(result, "medianUs"), (long) number(result, "p99Us"));
    }

    Throughput throughput(int window, long measureMs) throws IOException, InterruptedException, Malformed {
        String urls = String.join(",", url(0), url(1), url(2), url(3));
        Process drive = new ProcessBuilder(
                        programs.resolve("drive").toString(),
                        "throughput",
                        "-urls",
                        urls,
                        "-window",
                        Integer.toString(window),
                        "-seconds",
                        measureMs + "ms")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = drive.inputReader()) {
            output.readLine();
            double before = processes.cpuSeconds();
            String line = output.readLine();
            double cpu = processes.cpuSeconds() - before;
            Json.Obj result = read(String.valueOf(line));
            double transactions = number(result, "transactions");
            double seconds = number(result, "seconds");
            return new Throughput(
                    window,
                    transactions / seconds,
                    number(result, "blocks") / seconds,
                    cpu / transactions * 1_000,
                    -1,
                    -1,
                    processes.residentMebibytes());
        } finally {
            drive.destroy();
        }
    }

    private static Json.Obj read(String text) throws Malformed {
        return (Json.Obj) JsonReader.read(text);
    }

    private static double number(Json.Obj object, String name) throws Malformed {
        if (object.members().get(name) instanceof Json.Num(double value)) {
            return value;
        }
        throw new Malformed("the driver says nothing of " + name);
    }

    private String run(String program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(programs.resolve(program).toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = process.inputReader()) {
            List<String> lines = output.readAllLines();
            if (process.waitFor() != 0) {
                throw new IOException(program + " failed: " + lines);
            }
            return lines.isEmpty() ? "" : lines.getLast();
        }
    }

    @Override
    public void close() {
        processes.close();
    }
}
