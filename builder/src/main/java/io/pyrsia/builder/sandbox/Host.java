package io.pyrsia.builder.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// The programs of this machine that sandboxes are made of.
final class Host {

    static final String PATH = "/usr/sbin:/usr/bin:/sbin:/bin";

    static final long POLL_NANOS = 500_000;
    static final long PATIENCE_NANOS = 60_000_000_000L;

    private Host() {}

    /// A command that inherits nothing of the builder's environment.
    static ProcessBuilder command(List<String> argv) {
        ProcessBuilder builder = new ProcessBuilder(argv).directory(Path.of("/").toFile());
        builder.environment().clear();
        builder.environment().put("PATH", PATH);
        builder.environment().put("LC_ALL", "C.UTF-8");
        return builder;
    }

    static boolean has(String program) {
        for (String folder : PATH.split(":", -1)) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }

    /// The memory that a process holds, or nothing if it is gone.
    static long residentBytes(long pid) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc", String.valueOf(pid), "status"))) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
                }
            }
            return 0;
        } catch (IOException e) {
            return 0;
        }
    }

    /// Waits until a process that was killed has ended. It need not be a child of this one, and nobody may ever
    /// collect what the kernel keeps of it.
    static void awaitEnd(ProcessHandle process) throws IOException {
        long start = System.nanoTime();
        while (isThere(process.pid())) {
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                throw new IOException("the kernel does not end process " + process.pid() + " of a sandbox");
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private static boolean isThere(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
            return "ZX".indexOf(stat.charAt(stat.lastIndexOf(')') + 2)) < 0;
        } catch (IOException e) {
            return false;
        }
    }
}
