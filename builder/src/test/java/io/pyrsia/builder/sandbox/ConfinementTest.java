package io.pyrsia.builder.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.builder.pod.Probe;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What a process can do after it has confined itself, beside the same attempt before. There is no way back, so each
/// attempt is in a process of its own.
class ConfinementTest {

    @BeforeAll
    static void linux() {
        Assumptions.assumeTrue(
                "Linux".equals(System.getProperty("os.name")), "not run: only Linux confines processes so");
    }

    /// The process of each attempt: confines itself as it is told, says whether Landlock holds it, and runs a command.
    public static final class Attempt {
        private Attempt() {}

        public static void main(String[] words) throws IOException, InterruptedException {
            if (!words[0].equals("free")) {
                System.out.println("landlock: " + Confinement.enter(words[0].equals("network")));
            }
            Process process = new ProcessBuilder(List.of(words).subList(1, words.length))
                    .inheritIO()
                    .start();
            System.exit(process.waitFor());
        }
    }

    /// How an attempt ended.
    private record Result(int code, String said) {}

    private static List<String> java(String main) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main);
    }

    private static Result attempt(String confinement, List<String> command) throws IOException, InterruptedException {
        List<String> argv = new ArrayList<>(java(Attempt.class.getName()));
        argv.add(confinement);
        argv.addAll(command);
        Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said;
        try (InputStream out = process.getInputStream()) {
            said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
        }
        return new Result(process.waitFor(), said);
    }

    @Test
    void theProbeFindsANetworkUnlessThereIsNone() throws Exception {
        assertEquals(1, attempt("free", java(Probe.class.getName())).code());
        assertEquals(1, attempt("network", java(Probe.class.getName())).code());
        Result confined = attempt("none", java(Probe.class.getName()));
        assertEquals(0, confined.code(), confined.said());
    }

    @Test
    void nobodyMakesANamespace() throws Exception {
        List<String> make = List.of("unshare", "--user", "--map-root-user", "--net", "true");
        Assumptions.assumeTrue(attempt("free", make).code() == 0, "not run: no namespaces can be made here anyway");
        Result confined = attempt("none", make);
        assertTrue(confined.code() != 0 && confined.said().contains("unshare"), confined.said());
    }

    /// Its parent is a process of the same account, as the one that starts a container's steps is.
    @Test
    void nobodyWritesIntoTheMemoryOfAnotherProcess() throws Exception {
        List<String> open = List.of("/bin/sh", "-c", "exec 3<>/proc/$PPID/mem && echo opened");
        Assumptions.assumeTrue(
                attempt("free", open).said().contains("opened"), "not run: this machine forbids it to everybody");
        Result confined = attempt("none", open);
        Assumptions.assumeTrue(confined.said().contains("landlock: true"), "not run: this kernel has no Landlock");
        assertTrue(confined.code() != 0 && !confined.said().contains("opened"), confined.said());
    }
}
