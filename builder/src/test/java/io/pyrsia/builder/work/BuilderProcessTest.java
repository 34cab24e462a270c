package io.pyrsia.builder.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.Purl;
import io.pyrsia.builder.Folders;
import io.pyrsia.builder.fetch.LocalRegistry;
import io.pyrsia.builder.sandbox.Cell;
import io.pyrsia.builder.sandbox.Sandbox;
import io.pyrsia.client.api.BuildAnswer;
import io.pyrsia.client.api.Instruction;
import io.pyrsia.client.api.Work;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The builder as the process that users start: real builds in the sandbox for a node over HTTP, and its end.
@Tag("long")
class BuilderProcessTest {

    private static final Optional<String> MISSING = Sandbox.missing();

    private FakeNode node;
    private LocalRegistry registry;
    private Path folder;
    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        assumeTrue(MISSING.isEmpty(), () -> "not run: " + MISSING.orElse(""));
        node = new FakeNode();
        registry = new LocalRegistry();
        folder = Cell.passable("builder-");
        Files.writeString(folder.resolve("api-token"), FakeNode.TOKEN);
        Files.writeString(folder.resolve("builder.conf"), """
                node = %s
                token = api-token
                folder = kept
                registry.maven = %s
                """.formatted(node.address(), registry.address("/maven")));
    }

    @AfterEach
    void stop() throws IOException {
        if (MISSING.isEmpty()) {
            started.forEach(process -> process.destroyForcibly().onExit().join());
            registry.close();
            node.close();
            Folders.delete(folder);
        }
    }

    private Process builder(String... words) throws IOException {
        List<String> argv = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                BuilderMain.class.getName()));
        argv.addAll(List.of(words));
        File log = folder.resolve("log-" + started.size()).toFile();
        Process process = new ProcessBuilder(argv)
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        started.add(process);
        return process;
    }

    private Process builder() throws IOException {
        return builder("--config", folder.resolve("builder.conf").toString());
    }

    private String log(int number) {
        try {
            return Files.readString(folder.resolve("log-" + number));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static int exit(Process process) throws InterruptedException {
        assertTrue(process.waitFor(2, TimeUnit.MINUTES), "it ends");
        return process.exitValue();
    }

    /// It builds for as many seconds as the registry says.
    private static String recipe(String digest) {
        return """
            v: 1
            purl: pkg:generic/thing@1.0
            source: {kind: registry, registry: maven, path: source.zip, sha256: %s}
            fetch:
              argv:
                - - /bin/bash
                  - -c
                  - >-
                    exec 3<>/dev/tcp/127.0.0.1/8081 &&
                    printf 'GET /maven/seconds HTTP/1.0\\r\\n\\r\\n' >&3 && tail -n 1 <&3 > seconds
              allow: [maven]
            build: {argv: [[/bin/sh, -c, "sleep $(cat seconds) && mkdir out && cp main.txt out/thing.txt"]]}
            outputs: [out/*.txt]
            """.formatted(digest);
    }

    private void offer(String build, String seconds) throws IOException, Malformed {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            ZipEntry entry = new ZipEntry("main.txt");
            entry.setTime(0);
            zip.putNextEntry(entry);
            zip.write("source\n".getBytes(StandardCharsets.UTF_8));
        }
        Bytes source = Bytes.wrap(bytes.toByteArray());
        registry.put("/maven/source.zip", "application/zip", source.toArrayUnsafe());
        registry.put("/maven/seconds", "text/plain", seconds + "\n");
        String digest = Digest.sha256(source).hex();
        node.offer(new Work(
                build,
                0,
                Purl.parse("pkg:generic/thing@1.0"),
                node.keep(recipe(digest)),
                new Instruction.Source(Instruction.Source.Kind.REGISTRY, "maven/source.zip", "sha256:" + digest),
                Instant.now().plus(Duration.ofHours(1))));
    }

    private void assertBuilt(String build, int process) throws InterruptedException {
        FakeNode.Answered answered = node.next();
        assertEquals(build, answered.build());
        BuildAnswer.Built built = assertInstanceOf(BuildAnswer.Built.class, answered.answer(), () -> log(process));
        BuildAnswer.File file = built.files().getFirst();
        assertEquals("thing.txt", file.path());
        assertEquals(
                Bytes.wrap("source\n".getBytes(StandardCharsets.UTF_8)),
                node.blobs.get(file.forms().getFirst()));
    }

    private void awaitAsked(String path) {
        Instant end = Instant.now().plus(Duration.ofMinutes(2));
        while (!registry.asked().contains(path)) {
            assertTrue(Instant.now().isBefore(end), () -> path + " was not asked for: " + log(started.size() - 1));
            Thread.onSpinWait();
        }
    }

    /// Killed while it builds; the next one is told to stop when it has nothing to do, and that is no failure.
    @Test
    void aBuilderThatIsKilledIsReplaced() throws Exception {
        offer("one", "600");
        Process first = builder();
        awaitAsked("/maven/seconds");
        first.destroyForcibly();
        int _ = exit(first);
        assertEquals(List.of(), node.others());

        offer("one", "0");
        Process second = builder();
        assertBuilt("one", 1);
        offer("two", "0");
        assertBuilt("two", 1);
        second.destroy();
        assertEquals(0, exit(second), () -> log(1));
        try (var left = Files.list(folder.resolve("kept/builds"))) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void aFolderIsOneBuilders() throws Exception {
        offer("one", "600");
        Process first = builder();
        awaitAsked("/maven/seconds");
        assertEquals(1, exit(builder()), () -> log(1));
        assertTrue(log(1).contains("another builder works in"), () -> log(1));
        first.destroy();
        assertEquals(0, exit(first), () -> log(0));
        assertEquals(List.of(), node.others(), "a builder that is told to stop says nothing of what it was at");
    }

    @Test
    void whatIsWrongIsOneSentence() throws Exception {
        assertEquals(2, exit(builder("--config")));
        assertTrue(log(0).contains("pyrsia: '--config' is not understood"), () -> log(0));
        Path recipe = Files.writeString(folder.resolve("recipe.yaml"), "v: 2\n");
        assertEquals(1, exit(publish("pkg:generic/thing@1.0", recipe)));
        assertTrue(log(1).contains("recipe.yaml is no recipe:\n  line 1: "), () -> log(1));
        Files.writeString(recipe, recipe("0".repeat(64)));
        assertEquals(1, exit(publish("pkg:generic/other@1.0", recipe)));
        assertTrue(log(2).contains("is the recipe of another package: pkg:generic/thing@1.0"), () -> log(2));
        Files.delete(folder.resolve("api-token"));
        assertEquals(1, exit(builder()));
        assertTrue(log(3).contains("pyrsia: there is no file ") && log(3).contains("api-token"), () -> log(3));
    }

    private Process publish(String purl, Path recipe) throws IOException {
        String configuration = folder.resolve("builder.conf").toString();
        return builder("publish", purl, "--recipe", recipe.toString(), "--config", configuration);
    }
}
