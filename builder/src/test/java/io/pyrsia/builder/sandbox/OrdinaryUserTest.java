package io.pyrsia.builder.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pyrsia.builder.Folders;
import io.pyrsia.builder.LoneClass;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A builder that an ordinary user runs: it needs no right but to make user namespaces.
class OrdinaryUserTest {

    /// Not the account that root's builds get.
    private static final String USER = "61999";

    /// The builder's side, in a process of that user.
    public static final class Builder {

        private Builder() {}

        public static void main(String[] arguments) throws IOException {
            Means means = Means.valueOf(arguments[0]);
            Optional<String> missing = Sandbox.missing(means);
            if (missing.isPresent()) {
                System.out.print("not run: " + missing.get());
                return;
            }
            Path folder = Files.createDirectory(Path.of(arguments[1]));
            try (Sandbox sandbox = Sandbox.open(folder, Quota.DEFAULT, means)) {
                String script = "id -u; grep -c '^Seccomp:.2' /proc/self/status; cat \"$1\" /etc/shadow 2>/dev/null;"
                        + " ls /home /root 2>/dev/null; (echo x > /usr/x) 2>/dev/null || echo REFUSED; echo x > /build/x && cat /build/x";
                Step step = Step.of(Duration.ofMinutes(2), "/bin/bash", "-c", script, "bash", arguments[2]);
                System.out.print(sandbox.run(step).log());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void sandboxesAreMade(Means means) throws Exception {
        assumeTrue(Account.current().dropped(), "not run: this is an ordinary user, and the other tests show it");
        Path folder = Cell.passable("ordinary-");
        try {
            Path home = Files.createDirectory(folder.resolve("home"));
            Files.setAttribute(home, "unix:uid", Integer.parseInt(USER));
            Path secret = Files.writeString(home.resolve("secret"), "SECRET\n");
            Files.setAttribute(secret, "unix:uid", Integer.parseInt(USER));
            Path classes = copyOfOurs(folder.resolve("classes"));
            ProcessBuilder builder = Host.command(List.of(
                    "setpriv",
                    "--reuid=" + USER,
                    "--regid=" + USER,
                    "--clear-groups",
                    "--bounding-set=-all",
                    "--inh-caps=-all",
                    "--",
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx64m",
                    "-XX:+UseSerialGC",
                    "-Djava.io.tmpdir=" + home,
                    "-cp",
                    classes.toString(),
                    Builder.class.getName(),
                    means.name(),
                    home.resolve("build").toString(),
                    secret.toString()));
            Process process = builder.redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.onExit().join();
            assumeTrue(!said.startsWith("not run: "), said);
            assertEquals("1000\n1\nREFUSED\nx\n", said);
        } finally {
            Folders.delete(folder);
        }
    }

    /// The classes of the sandbox, where another user can read them: they know the JDK and nothing else.
    private static Path copyOfOurs(Path to) throws IOException, URISyntaxException {
        for (Class<?> one : List.of(Sandbox.class, OrdinaryUserTest.class, LoneClass.class)) {
            Path from = Path.of(
                    one.getProtectionDomain().getCodeSource().getLocation().toURI());
            Path ours = Path.of(one.getPackageName().replace('.', '/'));
            Path target = Files.createDirectories(to.resolve(ours));
            try (Stream<Path> files = Files.list(from.resolve(ours))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.copy(file, target.resolve(file.getFileName()));
                }
            }
        }
        try (Stream<Path> files = Files.walk(to)) {
            for (Path file : files.toList()) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
        return to;
    }
}
