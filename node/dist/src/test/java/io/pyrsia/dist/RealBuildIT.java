package io.pyrsia.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pyrsia.base.Digest;
import io.pyrsia.builder.sandbox.Sandbox;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.api.Build;
import io.pyrsia.dist.faults.Await;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Packages that others published, from their sources to VERIFIED, on a network as people start it: four
/// authorities, three of them with a builder. It needs the public registries and bwrap.
@Tag("builds")
class RealBuildIT {

    private static final String MAVEN = "org/codehaus/plexus/plexus-xml/4.0.1/plexus-xml-4.0.1.jar";
    private static final String JAR = "sha256:a5b13d1a8efb8e9240d9a32b7a7da87b5dfff563e7737f7005d334af861f1f62";
    private static final String WHEEL = "sha256:946d195a0d259cbba61165e88e65941f16e9b36ea6ddb97f00452bae8b1287d3";
    private static final Pattern STARTED = Pattern.compile("Build with ID '([0-9a-f]+)' has been started");
    private static final Duration BOUND = Duration.ofMinutes(12);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private static Path temporary;

    @SuppressWarnings("NullAway.Init") // before all
    private static UpNetwork network;

    @BeforeAll
    static void start() throws Exception {
        Optional<String> missing = Sandbox.missing();
        assumeTrue(missing.isEmpty(), () -> "not run: " + missing.orElse(""));
        network = UpNetwork.unmade(temporary);
        String registries = network.pyrsia("builder", "registries").out();
        Matcher maven = Pattern.compile("(?m)^registry\\.maven = (\\S+)$").matcher(registries);
        assumeTrue(
                maven.find() && registries.contains("registry.pypi = ") && registries.contains("registry.debian = "),
                "not run: this machine has no clients that know the public registries");
        URI published = URI.create(maven.group(1).replaceFirst("/?$", "/") + MAVEN);
        assumeTrue(isThere(published), "not run: the public registries cannot be reached");
        // What builds see must be passable for the account that they run as; toolchains are kept from run to run.
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwx--x--x"));
        Path toolchains = Path.of(System.getProperty("java.io.tmpdir"), "pyrsia-toolchains");
        Files.createDirectories(toolchains);
        Path builders = Files.createDirectories(network.folder().resolve("builders"));
        Files.createSymbolicLink(builders.resolve("toolchains"), toolchains);
        network.up("--builders", "3");
    }

    @AfterAll
    static void stop() throws Exception {
        if (network != null && Files.exists(network.folder().resolve("nodes"))) {
            network.close();
        }
    }

    private static boolean isThere(URI address) throws InterruptedException {
        try {
            return ask("HEAD", address).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static HttpResponse<byte[]> ask(String method, URI address) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build()) {
            HttpRequest request = HttpRequest.newBuilder(address)
                    .timeout(Duration.ofMinutes(1))
                    .method(method, HttpRequest.BodyPublishers.noBody())
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    private static Launched done(Launched run) {
        assertEquals(0, run.exitCode(), () -> run.out() + run.err());
        return run;
    }

    private static String started(Launched run) {
        Matcher started = STARTED.matcher(done(run).out());
        assertTrue(started.find(), run.out());
        return started.group(1);
    }

    /// The answer for which somebody waits, from whichever node says it first.
    private static Build await(String build, List<Build.State> states) throws Exception {
        AtomicReference<Build> now = new AtomicReference<>();
        Await.until(BOUND, () -> "it comes to " + states + ", not: " + now.get() + logs(), () -> {
            try (ApiClient client = network.api("regular")) {
                now.set(client.build(build));
            }
            return states.contains(now.get().state());
        });
        return now.get();
    }

    private static String logs() {
        try {
            return "\n" + network.own("logs", "--lines", "5").out();
        } catch (IOException e) {
            return e.toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private static void assertVerified(String id) throws Exception {
        Build end = await(
                id,
                List.of(
                        Build.State.PUBLISHED,
                        Build.State.CANNOT_BUILD,
                        Build.State.SILENT,
                        Build.State.DISPUTED,
                        Build.State.NO_BUILDERS,
                        Build.State.NOT_DRAWN));
        assertEquals(Build.State.PUBLISHED, end.state(), () -> end + logs());
        assertEquals("VERIFIED", end.detail(), () -> end + logs());
        done(network.own("build", "status", "--id", id));
        String why = done(network.own("build", "why", id)).out();
        assertTrue(why.contains("3 builders made sha256:") && why.contains("the bytes that were published (E0)"), why);
        assertTrue(why.contains("E0: "), why);
        Launched report = done(network.own("build", "report", id));
        assertTrue(report.out().startsWith("E0: "), report.out());
        assertTrue(done(network.own("build", "log", id)).out().contains("\n"));
    }

    private static void assertServed(String path, String sha256) throws Exception {
        Bytes[] got = new Bytes[1];
        Await.until(() -> "the regular node has " + path, () -> {
            HttpResponse<byte[]> answer = ask("GET", URI.create(network.address("regular") + path));
            got[0] = Bytes.wrap(answer.body());
            return answer.statusCode() == 200;
        });
        assertEquals(sha256, Digest.sha256(got[0]).toString());
        HttpResponse<byte[]> head = ask("HEAD", URI.create(network.address("regular") + path));
        assertEquals(
                String.valueOf(got[0].size()),
                head.headers().firstValue("Content-Length").orElseThrow());
    }

    /// While both are built, a builder is killed, and the node of another one; whoever runs the network starts
    /// them again.
    @Test
    void plexusXmlAndIdnaAreVerifiedThoughABuilderAndAnAuthorityDie() throws Exception {
        Path recipe = temporary.resolve("idna.yaml");
        try (InputStream in = RealBuildIT.class.getResourceAsStream("idna.yaml")) {
            Files.copy(in, recipe);
        }
        String plexus = started(network.own("build", "maven", "--gav", "org.codehaus.plexus:plexus-xml:4.0.1"));
        String idna = started(network.own("build", "purl", "pkg:pypi/idna@3.10", "--recipe", recipe.toString()));
        Build building = await(plexus, List.of(Build.State.BUILDING));
        assertEquals(3, building.seats().stream().filter(Build.Seat::seated).count());
        Await.until(() -> "what the build prints is told while it runs", () -> {
            try (ApiClient client = network.api("authority-1")) {
                return client.printed(plexus, 0).text().contains("Scanning for projects");
            }
        });
        network.kill("builder-2");
        network.kill("authority-3");
        network.up();

        assertVerified(plexus);
        assertVerified(idna);
        assertServed("/maven2/" + MAVEN, JAR);
        assertServed("/pypi/files/idna/3.10/idna-3.10-py3-none-any.whl", WHEEL);
        done(network.own("trust", "pkg:pypi/idna@3.10#idna-3.10-py3-none-any.whl", "--require", "VERIFIED"));
        pipDownloads(temporary.resolve("wheels"));
    }

    /// With the real pip, which finds nothing but what the node has.
    private static void pipDownloads(Path folder) throws Exception {
        ProcessBuilder pip = new ProcessBuilder(
                        "python3",
                        "-m",
                        "pip",
                        "--isolated",
                        "download",
                        "--no-deps",
                        "--no-cache-dir",
                        "--disable-pip-version-check",
                        "--index-url",
                        network.address("regular") + "/pypi/simple/",
                        "--dest",
                        folder.toString(),
                        "idna==3.10")
                .redirectErrorStream(true)
                .redirectOutput(temporary.resolve("pip").toFile());
        pip.environment().putAll(Map.of("NO_PROXY", "127.0.0.1", "no_proxy", "127.0.0.1"));
        Process running = pip.start();
        assertTrue(running.waitFor(2, TimeUnit.MINUTES), "pip ends");
        assertEquals(0, running.exitValue(), Files.readString(temporary.resolve("pip")));
        Bytes wheel = Bytes.wrap(Files.readAllBytes(folder.resolve("idna-3.10-py3-none-any.whl")));
        assertEquals(WHEEL, Digest.sha256(wheel).toString());
    }
}
