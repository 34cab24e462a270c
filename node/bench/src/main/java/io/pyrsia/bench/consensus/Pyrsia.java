package io.pyrsia.bench.consensus;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Four of our authorities on loopback, and load on them.
final class Pyrsia implements AutoCloseable {

    private static final int FIRST_PORT = 27_100;
    private static final int SUBMITTED_AT_ONCE = 128;
    /// Tenths of a second until a node must be up.
    static final int MAX_ATTEMPTS = 900;

    private final Processes processes = new Processes();
    private final List<Client> clients = new ArrayList<>();

    Pyrsia(Path folder, List<String> jvm) throws IOException, InterruptedException {
        try {
            start(folder, jvm);
        } catch (IOException | InterruptedException | RuntimeException e) {
            processes.close();
            throw e;
        }
    }

    private void start(Path folder, List<String> jvm) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        for (int i = 0; i < BenchNode.NODES; i++) {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(jvm);
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), BenchNode.class.getName()));
            command.addAll(
                    List.of(Integer.toString(i), folder.resolve("node" + i).toString(), "" + FIRST_PORT));
            processes.start(folder.resolve("node" + i + ".log"), command);
        }
        for (int i = 0; i < BenchNode.NODES; i++) {
            clients.add(connect(FIRST_PORT + BenchNode.CLIENT_PORTS + i));
        }
        awaitFirstBlock();
    }

    private Client connect(int port) throws IOException, InterruptedException {
        for (int attempt = 0; ; attempt++) {
            try {
                return new Client(port);
            } catch (ConnectException e) {
                processes.requireAlive();
                if (attempt > MAX_ATTEMPTS) {
                    throw e;
                }
                Thread.sleep(100);
            }
        }
    }

    private void awaitFirstBlock() throws IOException {
        clients.getFirst().submit(1);
        clients.getFirst().awaitBlock();
    }

    /// Waits for one transaction after the other.
    Latency latency(long warmUpMs, int count, long pauseMs) throws IOException, InterruptedException {
        try (Client client = new Client(FIRST_PORT + BenchNode.CLIENT_PORTS)) {
            long end = System.nanoTime() + warmUpMs * 1_000_000;
            while (System.nanoTime() < end) {
                client.submit(1);
                client.awaitBlock();
            }
            long[] micros = new long[count];
            for (int i = 0; i < count; i++) {
                Thread.sleep(pauseMs);
                long start = System.nanoTime();
                client.submit(1);
                client.awaitBlock();
                micros[i] = (System.nanoTime() - start) / 1_000;
            }
            return Latency.of(micros);
        }
    }

    /// Keeps `window` transactions unfinished, spread over all nodes.
    Throughput throughput(int window, long warmUpMs, long measureMs) throws IOException, InterruptedException {
        AtomicLong committed = new AtomicLong();
        for (Client client : clients) {
            boolean counts = client == clients.getFirst();
            Thread.ofPlatform().daemon().start(() -> follow(client, counts ? committed : new AtomicLong()));
        }
        Thread load = Thread.ofPlatform().daemon().start(() -> load(window, committed));
        Thread.sleep(warmUpMs);
        try (Client control = new Client(FIRST_PORT + BenchNode.CLIENT_PORTS)) {
            Client.Counters before = control.counters();
            double cpuBefore = processes.cpuSeconds();
            long start = System.nanoTime();
            Thread.sleep(measureMs);
            double cpu = processes.cpuSeconds() - cpuBefore;
            double seconds = (System.nanoTime() - start) / 1e9;
            Client.Counters after = control.counters();
            load.interrupt();
            long blocks = after.blocks() - before.blocks();
            long transactions = after.transactions() - before.transactions();
            return new Throughput(
                    window,
                    transactions / seconds,
                    blocks / seconds,
                    cpu / transactions * 1_000,
                    (double) (after.syncs() - before.syncs()) / blocks,
                    (double) (after.messages() - before.messages()) / blocks,
                    processes.residentMebibytes());
        }
    }

    private static void follow(Client client, AtomicLong committed) {
        try {
            while (true) {
                int count = client.awaitBlock();
                synchronized (committed) {
                    committed.addAndGet(count);
                    committed.notifyAll();
                }
            }
        } catch (IOException e) {
            // The run is over.
        }
    }

    private void load(int window, AtomicLong committed) {
        long submitted = 0;
        try {
            for (int turn = 0; ; turn++) {
                long room;
                synchronized (committed) {
                    while (submitted - committed.get() >= window) {
                        committed.wait();
                    }
                    room = window - (submitted - committed.get());
                }
                int count = (int) Math.min(SUBMITTED_AT_ONCE, room);
                clients.get(turn % clients.size()).submit(count);
                submitted += count;
            }
        } catch (InterruptedException | IOException e) {
            // The run is over.
        }
    }

    @Override
    public void close() throws IOException {
        for (Client client : clients) {
            client.close();
        }
        processes.close();
    }
}
