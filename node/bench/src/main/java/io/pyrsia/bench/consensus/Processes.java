package io.pyrsia.bench.consensus;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The processes that a run started; they are stopped by their own handles.
final class Processes implements AutoCloseable {

    /// Clock ticks a second in Linux' accounting of processes.
    private static final double TICKS = 100;

    private final List<Process> running = new ArrayList<>();

    Process start(Path log, List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectError(log.toFile())
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        log.resolveSibling(log.getFileName() + ".out").toFile()))
                .start();
        running.add(process);
        return process;
    }

    /// What all of them used so far, user and system time together.
    double cpuSeconds() throws IOException {
        double seconds = 0;
        for (Process process : running) {
            seconds += cpuSeconds(process.pid());
        }
        return seconds;
    }

    static double cpuSeconds(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
        List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
        return (Long.parseLong(fields.get(11)) + Long.parseLong(fields.get(12))) / TICKS;
    }

    /// The largest resident size of any of them, in MiB.
    long residentMebibytes() throws IOException {
        long most = 0;
        for (Process process : running) {
            for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
                if (line.startsWith("VmRSS:")) {
                    most = Math.max(most, Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024);
                }
            }
        }
        return most;
    }

    void requireAlive() {
        for (Process process : running) {
            if (!process.isAlive()) {
                throw new IllegalStateException("a node ended: see its log");
            }
        }
    }

    @Override
    public void close() {
        running.forEach(Process::destroy);
        for (Process process : running) {
            try {
                if (!process.waitFor(10, java.util.concurrent.TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
