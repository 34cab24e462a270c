package io.pyrsia.builder.execute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.Purl;
import io.pyrsia.builder.Folders;
import io.pyrsia.builder.execute.Outcome.Built;
import io.pyrsia.builder.execute.Outcome.Failed;
import io.pyrsia.builder.execute.Outcome.Stage;
import io.pyrsia.builder.fetch.LocalRegistry;
import io.pyrsia.builder.recipe.Recipe;
import io.pyrsia.builder.sandbox.Cell;
import io.pyrsia.builder.sandbox.Sandbox;
import io.pyrsia.builder.toolchain.Catalog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Whole builds from a registry on this machine: what is made and recorded, and that whatever goes wrong is a
/// value with a reason.
class SandboxExecutorTest {

    private static final Optional<String> MISSING = Sandbox.missing();

    /// Asks the recorder for a path, by a shell that knows sockets.
    private static final String ASK =
            "exec 3<>/dev/tcp/127.0.0.1/8081 && printf 'GET %s HTTP/1.0\\r\\n\\r\\n' \"$1\" >&3 && cat <&3";

    private LocalRegistry registry;
    private Path work;
    private SandboxExecutor executor;
    private int builds;

    @BeforeEach
    void start() throws IOException, Malformed {
        assumeTrue(MISSING.isEmpty(), () -> "not run: " + MISSING.orElse(""));
        registry = new LocalRegistry();
        work = Cell.passable("executor-");
        registry.put("/maven/dependency", "text/plain", "from the registry\n");
        SandboxExecutor.Settings settings = new SandboxExecutor.Settings(
                registry.registries(), work.resolve("tools"), work, Cell.SMALL, 4 << 20, 8 << 20, Cell.PATIENCE);
        executor = new SandboxExecutor(settings, Catalog.read("{}", "any"));
    }

    @AfterEach
    void stop() throws IOException {
        if (MISSING.isEmpty()) {
            executor.close();
            registry.close();
            Folders.delete(work);
        }
    }

    private static byte[] zip(String... namesAndTexts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < namesAndTexts.length; i += 2) {
                zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
                zip.write(namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    private Recipe recipe(byte[] source, String fetch, String build, String output, Duration limit) {
        registry.put("/maven/source", "application/octet-stream", source);
        try {
            return new Recipe(
                    Purl.parse("pkg:generic/p@1"),
                    new Recipe.Source.Registry("maven", "source", Digest.sha256(Bytes.wrap(source)), "p"),
                    Map.of(),
                    new Recipe.Settings("UTC", "C.UTF-8", "022", "/build/src", OptionalLong.empty(), limit),
                    new Recipe.Fetch(List.of(shell(fetch)), Set.of("maven"), Optional.empty()),
                    List.of(shell(build)),
                    List.of(output),
                    Optional.empty(),
                    new Recipe.Compare("", List.of()));
        } catch (Malformed e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> shell(String script) {
        return List.of("/bin/bash", "-c", script, "bash", "/maven/dependency");
    }

    private Recipe recipe(String fetch, String build) throws IOException {
        return recipe(zip("p/main.txt", "source\n"), fetch, build, "out/*.txt", Cell.PATIENCE);
    }

    private static Recipe changed(Recipe recipe, Recipe.Source source, Map<String, String> tools) {
        return new Recipe(
                recipe.purl(),
                source,
                tools,
                recipe.settings(),
                recipe.fetch(),
                recipe.build(),
                recipe.outputs(),
                recipe.upstream(),
                recipe.compare());
    }

    private Outcome build(Recipe recipe) throws IOException {
        return executor.build(
                recipe, Files.createDirectory(work.resolve("result-" + builds++)), OutputStream.nullOutputStream());
    }

    private Failed failure(Recipe recipe) throws IOException {
        return assertInstanceOf(Failed.class, build(recipe));
    }

    /// Whatever happened before: the next build is not affected by it, and nothing is left of the others.
    private void assertGoesOn() throws IOException {
        Outcome next = build(recipe("true", "mkdir out && cp main.txt out/a.txt"));
        assertInstanceOf(Built.class, next, next::toString);
        try (Stream<Path> left = Files.list(work)) {
            assertEquals(
                    List.of(),
                    left.filter(path -> path.getFileName().toString().startsWith("build-"))
                            .toList());
        }
    }

    @Test
    void sourceAndInputsBecomeOutputs() throws IOException {
        Recipe recipe = recipe(
                ASK + " | tail -n 1 > dependency",
                "mkdir out && cat main.txt dependency > out/a.txt && echo b > out/b.txt && echo SAID");
        Outcome outcome = build(recipe);
        Built built = assertInstanceOf(Built.class, outcome, outcome::toString);
        assertEquals(
                List.of("out/a.txt", "out/b.txt"),
                built.outputs().stream().map(Outcome.Output::path).toList());
        Outcome.Output first = built.outputs().getFirst();
        assertEquals("source\nfrom the registry\n", Files.readString(first.file()));
        assertEquals(Digest.sha256(Bytes.wrap(Files.readAllBytes(first.file()))), first.digest());
        assertEquals(
                List.of("dependency", "source"),
                built.inputs().stream().map(input -> input.path()).toList());
        assertTrue(built.log().endsWith("SAID\n"), built.log());
    }

    /// By its port, by its socket, by a process that stays, and by a connection that was opened in time.
    @Test
    void theRecorderIsGoneWhenTheFetchPhaseIs() throws IOException {
        String stay = "(setsid bash -c '" + ASK.replace("'", "'\\''") + "; sleep 600' bash $1 > stayed &) ;";
        String fetch = ASK + " > fetched; ls /recorder > folder; exec 4<>/dev/tcp/127.0.0.1/8081; " + stay + " true";
        String build = "mkdir out; cat fetched folder > out/control.txt; (" + ASK + ") > out/again.txt 2>&1;"
                + " ls /recorder >> out/again.txt 2>&1; echo x >&4; ls /proc | grep -c '^[0-9]' > out/count.txt; true";
        Outcome outcome = build(recipe(fetch, build));
        Built built = assertInstanceOf(Built.class, outcome, outcome::toString);
        String again = Files.readString(built.outputs().get(0).file());
        String control = Files.readString(built.outputs().get(1).file());
        assertTrue(control.contains("from the registry") && control.contains("socket"), "control: " + control);
        assertFalse(again.contains("HTTP/") || again.contains("socket"), again);
        assertTrue(again.contains("Connection refused") && again.contains("No such file or directory"), again);
        int processes =
                Integer.parseInt(Files.readString(built.outputs().get(2).file()).strip());
        assertTrue(processes <= 5, "nothing of the fetch phase is left: " + processes);
    }

    @Test
    void aBuildThatNeverEnds() throws IOException {
        byte[] source = zip("p/main.txt", "source\n");
        Failed failed = failure(recipe(source, "sleep 600", "true", "out/*.txt", Duration.ofSeconds(2)));
        assertEquals(Stage.FETCH, failed.stage());
        assertTrue(failed.reason().contains("longer than allowed"), failed.reason());
        assertGoesOn();
    }

    @Test
    void anOutputThatIsMissing() throws IOException {
        Failed failed = failure(recipe("true", "mkdir out; ln -s /usr/bin/env out/a.txt; mkdir out/b.txt"));
        assertEquals(Stage.COLLECT, failed.stage());
        assertEquals("the build made no file that matches out/*.txt", failed.reason());
    }

    @Test
    void gigabytesOfLog() throws IOException {
        Failed failed = failure(recipe("true", "echo FIRST; head -c 40M /dev/zero | tr '\\0' x; echo LAST; exit 3"));
        assertEquals("a command ended with exit code 3", failed.reason());
        assertTrue(failed.log().startsWith("FIRST\n") && failed.log().endsWith("LAST\n"));
        assertTrue(failed.log().length() < 2 * Cell.SMALL.logBytes());
    }

    @Test
    void commandsThatAreNotThere() throws IOException {
        Failed failed = failure(recipe("exit 7", "true"));
        assertEquals(Stage.FETCH, failed.stage());
        assertEquals("a command ended with exit code 7", failed.reason());
        assertEquals(Stage.FETCH, failure(recipe("no-such-program", "true")).stage());
    }

    @Test
    void aSourceThatIsGoneOrAnother() throws IOException {
        Recipe recipe = recipe("true", "true");
        registry.put("/maven/source", "application/octet-stream", "other bytes");
        Failed changed = assertInstanceOf(Failed.class, build(recipe));
        assertEquals(Stage.SOURCE, changed.stage());
        assertTrue(changed.reason().contains("is not what was asked for"), changed.reason());
        Recipe.Source gone = new Recipe.Source.Registry("maven", "gone", Digest.sha256(Bytes.EMPTY), "p");
        Failed absent = failure(changed(recipe, gone, recipe.tools()));
        assertEquals(Stage.SOURCE, absent.stage());
        assertTrue(absent.reason().contains("does not exist"), absent.reason());
    }

    @Test
    void aToolchainThatNobodyKnows() throws IOException {
        Recipe recipe = recipe("true", "true");
        Failed failed = failure(changed(recipe, recipe.source(), Map.of("jdk", "8")));
        assertEquals(Stage.TOOLCHAINS, failed.stage());
        assertEquals("there is no toolchain jdk 8: none of it is known for this platform", failed.reason());
    }

    /// Names that lead out, too much to unpack, and bytes that are no archive: it all stays within the sandbox.
    @Test
    void hostileSources() throws IOException {
        Path outside = work.resolve("slipped");
        byte[] slip = zip(
                "p/main.txt", "source\n", "../".repeat(12) + outside.toString().substring(1), "SLIPPED");
        Outcome slipped = build(recipe(slip, "true", "mkdir out; touch out/a.txt", "out/*.txt", Cell.PATIENCE));
        assertTrue(Files.notExists(outside), slipped.toString());

        byte[] bomb = zip("p/zeros", "\0".repeat(100 << 20));
        assertTrue(bomb.length < 1 << 20);
        Failed full = failure(recipe(bomb, "true", "true", "out/*.txt", Cell.PATIENCE));
        assertEquals(Stage.SOURCE, full.stage());
        assertTrue(full.log().contains("tar: p/zeros: "), full.log());

        byte[] noise = "this is no archive".repeat(100).getBytes(StandardCharsets.UTF_8);
        assertEquals(
                Stage.SOURCE,
                failure(recipe(noise, "true", "true", "out/*.txt", Cell.PATIENCE))
                        .stage());
        byte[] cut = Arrays.copyOf(zip("p/main.txt", "source\n"), 40);
        assertEquals(
                Stage.SOURCE,
                failure(recipe(cut, "true", "true", "out/*.txt", Cell.PATIENCE)).stage());
    }

    /// A builder that is told to stop gives an answer and leaves nothing.
    @Test
    void aBuildThatIsInterrupted() throws Exception {
        Recipe recipe = recipe("true", "sleep 600");
        Path folder = Files.createDirectory(work.resolve("interrupted"));
        Outcome[] outcome = new Outcome[1];
        Thread building = Thread.ofPlatform()
                .start(() -> outcome[0] = executor.build(recipe, folder, OutputStream.nullOutputStream()));
        while (building.isAlive() && !registry.asked().contains("/maven/source")) {
            Thread.onSpinWait();
        }
        building.interrupt();
        building.join();
        assertInstanceOf(Failed.class, outcome[0], () -> outcome[0].toString());
        assertGoesOn();
    }
}
