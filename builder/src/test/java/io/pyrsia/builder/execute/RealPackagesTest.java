package io.pyrsia.builder.execute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pyrsia.base.Purl;
import io.pyrsia.builder.Folders;
import io.pyrsia.builder.compare.Bounds;
import io.pyrsia.builder.compare.Comparison;
import io.pyrsia.builder.compare.Kind;
import io.pyrsia.builder.compare.Level;
import io.pyrsia.builder.compare.Report;
import io.pyrsia.builder.execute.Outcome.Built;
import io.pyrsia.builder.execute.Outcome.Output;
import io.pyrsia.builder.fetch.Download;
import io.pyrsia.builder.fetch.Input;
import io.pyrsia.builder.fetch.Recording;
import io.pyrsia.builder.fetch.Upstream;
import io.pyrsia.builder.infer.Inference;
import io.pyrsia.builder.infer.Inferrer;
import io.pyrsia.builder.recipe.Reading;
import io.pyrsia.builder.recipe.Recipe;
import io.pyrsia.builder.recipe.RecipeReader;
import io.pyrsia.builder.sandbox.Cell;
import io.pyrsia.builder.sandbox.Sandbox;
import io.pyrsia.builder.toolchain.Catalog;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Packages that others published, from their sources: twice the same, and beside what was published.
@Tag("packages")
class RealPackagesTest {

    /// Kept from run to run: what is in it is named by digest.
    private static final Path TOOLCHAINS = Path.of(System.getProperty("java.io.tmpdir"), "pyrsia-toolchains");

    private static final Path RESULTS = Path.of("target", "builds");

    /// Lines of the table, by package.
    private static final Map<String, String> ROWS = new TreeMap<>();

    private Path work;

    @AfterAll
    static void writeTable() throws IOException {
        String head = "| package | twice the same | beside the published file | reasons |\n|---|---|---|---|\n";
        Files.createDirectories(RESULTS);
        Files.writeString(RESULTS.resolve("packages.md"), head + String.join("", ROWS.values()));
    }

    private static void row(Recipe recipe, String level, List<String> reasons) {
        String words = reasons.isEmpty() ? "" : String.join("; ", reasons);
        ROWS.put(
                recipe.purl().toString(),
                "| " + recipe.purl() + " | yes | " + level + " | " + words.replace('|', '/') + " |\n");
    }

    @BeforeEach
    void makeFolder() throws IOException {
        Optional<String> missing = Sandbox.missing();
        assumeTrue(missing.isEmpty(), () -> "not run: " + missing.orElse(""));
        work = Cell.passable("builds-");
    }

    @AfterEach
    void deleteFolder() throws IOException {
        Folders.delete(work);
    }

    @Test
    void plexusXmlFromItsSourceReleaseIsThePublishedJar() throws IOException {
        Built built = build("plexus-xml.yaml");
        assertTrue(built.inputs().size() > 50, () -> built.inputs().toString());
        assertEquals(2, built.tools().size());
        assertIsPublished("plexus-xml.yaml", built);
    }

    @Test
    void idnaFromItsSdistIsThePublishedWheel() throws IOException {
        Built built = build("idna.yaml");
        Output wheel = built.outputs().getFirst();
        assertEquals("dist/idna-3.10-py3-none-any.whl", wheel.path());
        assertIsPublished("idna.yaml", built);
    }

    /// Only the compression is another one.
    @Test
    void picocolorsPackedAnewIsThePublishedArchive() throws Exception {
        assertAtLeast(Level.E1, "pkg:npm/picocolors@1.1.1", Kind.NPM);
    }

    /// Only the note of the commit is missing, because the published crate is not the repository.
    @Test
    void cfgIfPackedAnewIsThePublishedCrate() throws Exception {
        assertAtLeast(Level.E3, "pkg:cargo/cfg-if@1.0.1", Kind.CRATE);
    }

    /// Without what the guessed recipe does besides: tests, a check of the format, the source archive.
    @Test
    void plexusUtilsFromItsSourceReleaseIsThePublishedJar() throws IOException {
        assertIsPublished("plexus-utils.yaml", build("plexus-utils.yaml"));
    }

    @Test
    void fileManagementFromItsSourceReleaseIsThePublishedJar() throws IOException {
        assertIsPublished("file-management.yaml", build("file-management.yaml"));
    }

    /// A proxy has no programs to compare with: it is the same twice.
    @Test
    void aProgramInGoIsTheSameTwice() throws Exception {
        withRegistry(registry -> {
            Recipe recipe = guessed(registry, "pkg:golang/github.com/google/addlicense@v1.1.1");
            assertEquals("out/addlicense", build(recipe).outputs().getFirst().path());
            row(recipe, "nothing is published", List.of());
        });
    }

    /// Builds by a guessed recipe; how much it is the same, and why no more, is written down.
    private void assertAtLeast(Level expected, String purl, Kind kind) throws Exception {
        withRegistry(registry -> {
            Recipe recipe = guessed(registry, purl);
            Output made = build(recipe).outputs().getFirst();
            Recipe.Published published = recipe.upstream().orElseThrow();
            Path original = registry.get(published.registry(), published.path(), published.digest());
            Report report = Comparison.of(made.file(), original, kind, Bounds.DEFAULT);
            Files.createDirectories(RESULTS);
            Files.writeString(RESULTS.resolve(recipe.purl().name() + ".txt"), report.text());
            row(recipe, report.level() + ": " + report.level().meaning(), reasons(report));
            assertTrue(report.level().compareTo(expected) <= 0, report::text);
        });
    }

    /// What is true of the file as a whole, and each reason of its members once.
    private static List<String> reasons(Report report) {
        return Stream.concat(
                        report.reasons().stream(),
                        report.differences().stream().flatMap(difference -> difference.reasons().stream()))
                .distinct()
                .limit(4)
                .toList();
    }

    private interface WithRegistry {
        void run(Download registry) throws Exception;
    }

    private void withRegistry(WithRegistry what) throws Exception {
        try (Upstream upstream = new Upstream(1 << 30, Duration.ofMinutes(10))) {
            Path files = Files.createDirectory(work.resolve("files"));
            what.run(new Download(OrdinaryClients.registries(), new Recording(upstream, files, 1L << 30)));
        }
    }

    private static Recipe guessed(Download registry, String purl) throws Exception {
        Inference found = new Inferrer(registry, Catalog.builtIn()).infer(Purl.parse(purl));
        return assertInstanceOf(Inference.Guessed.class, found, found::toString).recipe();
    }

    /// What people wrote for these two is what is guessed.
    @Test
    void recipesAreFound() throws Exception {
        withRegistry(registry -> {
            for (String name : List.of("idna.yaml", "plexus-xml.yaml")) {
                Recipe written = recipe(name);
                assertEquals(written, guessed(registry, written.purl().toString()));
            }
        });
    }

    private static void assertIsPublished(String name, Built built) throws IOException {
        assertEquals(
                recipe(name).upstream().orElseThrow().digest(),
                built.outputs().getFirst().digest(),
                "the published file, bit by bit");
        row(recipe(name), Level.E0 + ": " + Level.E0.meaning(), List.of());
    }

    private Built build(String name) throws IOException {
        return build(recipe(name));
    }

    private Built build(Recipe recipe) throws IOException {
        SandboxExecutor.Settings settings = SandboxExecutor.Settings.of(OrdinaryClients.registries(), TOOLCHAINS, work);
        try (SandboxExecutor executor = new SandboxExecutor(settings, Catalog.builtIn())) {
            Built first = built(executor.build(
                    recipe, Files.createDirectory(work.resolve("first")), OutputStream.nullOutputStream()));
            Built second = built(executor.build(
                    recipe, Files.createDirectory(work.resolve("second")), OutputStream.nullOutputStream()));
            assertEquals(
                    first.outputs().stream().map(Output::digest).toList(),
                    second.outputs().stream().map(Output::digest).toList(),
                    "twice the same");
            for (Input input : first.inputs()) {
                assertEquals(64, input.digest().hex().length());
            }
            return first;
        }
    }

    private static Built built(Outcome outcome) {
        return switch (outcome) {
            case Built built -> built;
            case Outcome.Failed failed -> fail(failed.stage() + ": " + failed.reason() + "\n" + failed.log());
        };
    }

    static Recipe recipe(String name) throws IOException {
        try (InputStream in = RealPackagesTest.class.getResourceAsStream(name)) {
            Reading reading = RecipeReader.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            return switch (reading) {
                case Reading.Valid valid -> valid.recipe();
                case Reading.Invalid invalid -> fail(invalid.problems().toString());
            };
        }
    }
}
