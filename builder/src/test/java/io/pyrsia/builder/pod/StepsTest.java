package io.pyrsia.builder.pod;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.builder.sandbox.Box;
import io.pyrsia.builder.sandbox.Ended;
import io.pyrsia.client.api.BuildAnswer;
import io.pyrsia.client.pod.Parcel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the containers of a build leave to each other when something goes wrong.
class StepsTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @SuppressWarnings("NullAway.Init") // before each
    private PodFiles files;

    private final AtomicInteger commands = new AtomicInteger();

    @BeforeEach
    void prepare() throws IOException {
        files = new PodFiles(folder, folder.resolve("toolchain"));
        Path task = Files.createDirectories(folder.resolve("task"));
        Files.writeString(task.resolve("recipe"), """
                v: 1
                purl: pkg:pypi/thing@1.0
                source: {kind: registry, registry: pypi, path: files/thing/thing-1.0.tar.gz, sha256: %s}
                tools: {}
                fetch: {argv: [], allow: []}
                build: {argv: [["true"]]}
                outputs: [dist/*.whl]
                """.formatted("0".repeat(64)));
        for (Path each : List.of(files.inputs(), files.built(), files.parcel())) {
            Files.createDirectories(each);
        }
    }

    private Box box(int code, String log) {
        return (step, binds, input, output) -> {
            commands.incrementAndGet();
            return new Ended(Ended.How.EXITED, code, log);
        };
    }

    private void fetched(@Nullable String failure) throws IOException {
        files.write(files.inputs(), new Report(NOW, List.of(), "fetched\n", failure));
    }

    private String collected() throws Exception {
        Parcel parcel = new CollectStep(files, box(0, "")).run(new Shelf(files.parcel()), NOW);
        assertEquals(List.of(), parcel.blobs());
        return assertInstanceOf(BuildAnswer.CannotBuild.class, parcel.answer()).reason();
    }

    @Test
    void withoutInputsNothingIsBuiltAndTheLastContainerSaysWhy() throws Exception {
        fetched("cannot get the source: it is gone");
        assertFalse(new BuildStep(files, box(0, "")).run(NOW));
        assertEquals(0, commands.get());
        assertEquals("cannot get the source: it is gone", collected());
    }

    @Test
    void whereTheProbeFindsANetworkNothingIsBuilt() throws Exception {
        fetched(null);
        assertTrue(new BuildStep(files, box(1, "this process can make a TCP socket of INET\n")).run(NOW));
        assertEquals(1, commands.get(), "the probe alone was run");
        String failure = String.valueOf(files.report(files.built()).failure());
        assertTrue(failure.contains("the build would have a network: this process can make a TCP"), failure);
        assertEquals(failure, collected());
    }

    @Test
    void aReportThatABuildSpoiledIsNoAnswer() throws Exception {
        fetched(null);
        Files.writeString(files.built().resolve("report.json"), "{\"failure\":");
        assertTrue(collected().startsWith("cannot collect the outputs: report.json cannot be read"));
        Files.delete(files.built().resolve("report.json"));
        assertTrue(collected().startsWith("cannot collect the outputs: "));
    }
}
