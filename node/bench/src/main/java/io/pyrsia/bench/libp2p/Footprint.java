package io.pyrsia.bench.libp2p;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/// What this JVM holds.
///
/// @param residentKib of the whole process, as the kernel counts it
/// @param heapKib that is in use after a collection
record Footprint(long residentKib, long heapKib, int platformThreads, long virtualThreads, long cpuMs) {

    static Footprint now() throws IOException {
        long resident = resident();
        System.gc();
        return new Footprint(
                resident,
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 10,
                ManagementFactory.getThreadMXBean().getThreadCount(),
                virtualThreadsNow(),
                ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis());
    }

    @Override
    public String toString() {
        return residentKib + " " + heapKib + " " + platformThreads + " " + virtualThreads + " " + cpuMs;
    }

    private static long resident() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow();
    }

    /// The JDK counts virtual threads only in its dump of all threads.
    private static long virtualThreadsNow() throws IOException {
        Path folder = Files.createTempDirectory("threads");
        Path dump = folder.resolve("dump.json");
        try {
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .dumpThreads(dump.toString(), ThreadDumpFormat.JSON);
            try (var lines = Files.lines(dump)) {
                return lines.filter(line -> line.contains("\"virtual\": true")).count();
            }
        } finally {
            Files.deleteIfExists(dump);
            Files.delete(folder);
        }
    }
}
