package io.pyrsia.builder.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.Purl;
import io.pyrsia.builder.fetch.Download;
import io.pyrsia.builder.fetch.LocalRegistry;
import io.pyrsia.builder.fetch.Recording;
import io.pyrsia.builder.fetch.Upstream;
import io.pyrsia.builder.infer.Inference.Guessed;
import io.pyrsia.builder.infer.Inference.NotFound;
import io.pyrsia.builder.recipe.Recipe;
import io.pyrsia.builder.toolchain.Catalog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is guessed from what registries say, why, and what is said when they do not say enough.
class InferrerTest {

    private static final String TOOL = """
            {"platform": "any", "archives": [], "shows": {}, "path": [], "environment": {}}""";

    @TempDir
    private Path folder;

    private LocalRegistry registry;
    private Upstream upstream;
    private Inferrer inferrer;

    @BeforeEach
    void start() throws IOException, Malformed {
        registry = new LocalRegistry();
        upstream = new Upstream(1 << 20, Duration.ofMinutes(2));
        inferrer = inferrer("""
                {"jdk": {"debian-11.0.1": T, "debian-17.0.15": T}, "maven": {"3.6.3": T}, "python": {"debian-3.11.2": T},
                 "pip": {"24.0": T}, "node": {"22.1.0": T}, "npm": {"10.0.0": T, "11.0.0": T}, "rust": {"1.80.0": T},
                 "go": {"1.24.0": T}}""".replace("T", TOOL));
    }

    @AfterEach
    void stop() {
        upstream.close();
        registry.close();
    }

    private Inferrer inferrer(String catalog) throws Malformed {
        Recording recording = new Recording(upstream, folder, 8 << 20);
        return new Inferrer(new Download(registry.registries(), recording), Catalog.read(catalog, "any"));
    }

    private static byte[] zip(String... namesAndTexts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < namesAndTexts.length; i += 2) {
                zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
                zip.write(namesAndTexts[i + 1].getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        return bytes.toByteArray();
    }

    /// A compressed tar archive, as far as its first header.
    private static byte[] tar(String firstName) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(Arrays.copyOf(firstName.getBytes(StandardCharsets.UTF_8), 512));
        }
        return bytes.toByteArray();
    }

    private void put(String path, byte[] bytes) {
        registry.put(path, "application/octet-stream", bytes);
    }

    private Guessed guessed(String purl) throws IOException, Malformed {
        Inference inference = inferrer.infer(Purl.parse(purl));
        return assertInstanceOf(Guessed.class, inference, inference::toString);
    }

    private String tried(String purl) throws IOException, Malformed {
        return tried(inferrer, purl);
    }

    private static String tried(Inferrer inferrer, String purl) throws IOException, Malformed {
        Inference inference = inferrer.infer(Purl.parse(purl));
        NotFound none = assertInstanceOf(NotFound.class, inference, inference::toString);
        assertTrue(!none.tried().isEmpty(), "it says what was tried");
        return String.join("\n", none.tried());
    }

    private static Digest digest(byte[] bytes) {
        return Digest.sha256(Bytes.wrap(bytes));
    }

    private void putIdna(String wheelText) throws IOException {
        registry.put("/pypi/simple/idna/", "text/html", """
                <a href="/f/idna-3.9.tar.gz">idna-3.9.tar.gz</a>
                <a href="/f/idna-3.10.tar.gz">idna-3.10.tar.gz</a>
                <a href="/f/idna-3.10-py3-none-any.whl">idna-3.10-py3-none-any.whl</a>
                """);
        put("/f/idna-3.10.tar.gz", tar("././@PaxHeader"));
        put("/f/idna-3.10-py3-none-any.whl", zip("idna/a.py", "", "idna-3.10.dist-info/WHEEL", wheelText));
    }

    @Test
    void aWheelByTheBackendThatItNames() throws Exception {
        putIdna("Wheel-Version: 1.0\nGenerator: flit 3.9.0\nRoot-Is-Purelib: true\n");
        Guessed guessed = guessed("pkg:pypi/idna@3.10");
        Recipe recipe = guessed.recipe();
        assertEquals(
                new Recipe.Source.Registry(
                        "pypi", "files/idna/idna-3.10.tar.gz", digest(tar("././@PaxHeader")), "idna-3.10"),
                recipe.source());
        assertEquals(
                List.of("python3.11", "-m", "pip", "download", "--dest", "/build/home/wheels", "flit_core==3.9.0"),
                recipe.fetch().commands().getFirst());
        assertEquals(
                "files/idna/idna-3.10-py3-none-any.whl",
                recipe.upstream().orElseThrow().path());
        assertTrue(guessed.reasons().toString().contains("Generator: flit 3.9.0"), guessed.reasons()::toString);
    }

    @Test
    void wheelsThatSayTooLittle() throws Exception {
        assertTrue(tried("pkg:pypi/nothing@1").contains("pypi has no wheel for every platform of nothing 1"));
        putIdna("Wheel-Version: 1.0\n");
        assertTrue(tried("pkg:pypi/idna@3.10").contains("does not say by which backend"));
        assertTrue(tried("pkg:pypi/idna@3.9").contains("pypi has no wheel"));
    }

    private void putPlexus(String manifest, boolean source) throws IOException {
        String path = "/maven/org/codehaus/plexus/plexus-xml/4.0.1/plexus-xml-4.0.1";
        put(path + ".jar", zip("META-INF/MANIFEST.MF", manifest, "a/B.class", "\u00ca\u00fe\u00ba\u00be\0\0\0" + "7"));
        registry.put(path + ".pom", "text/xml", """
                <project><parent><groupId>org.codehaus.plexus</groupId><artifactId>plexus</artifactId></parent>
                <scm><url>https://example.com/plexus</url><tag>plexus-xml-4.0.1</tag></scm></project>
                """);
        if (source) {
            put(path + "-source-release.zip", zip("plexus-xml-4.0.1/pom.xml", "<project/>"));
        }
    }

    @Test
    void aJarFromItsSourceReleaseByTheJdkOfItsManifest() throws Exception {
        putPlexus("Manifest-Version: 1.0\nBuild-Jdk-Spec: 17\n", true);
        Guessed guessed = guessed("pkg:maven/org.codehaus.plexus/plexus-xml@4.0.1");
        Recipe recipe = guessed.recipe();
        assertEquals(Map.of("jdk", "debian-17.0.15", "maven", "3.6.3"), recipe.tools());
        assertEquals("plexus-xml-4.0.1", recipe.source().folder());
        assertTrue(recipe.build().getFirst().contains("-Pplexus-release"), recipe.build()::toString);
        assertEquals(List.of("target/plexus-xml-4.0.1.jar"), recipe.outputs());
        assertTrue(guessed.reasons().contains("JDK 17 is in the jar's manifest"), guessed.reasons()::toString);
    }

    @Test
    void theJdkByTheVersionOfClasses() throws Exception {
        putPlexus("Manifest-Version: 1.0\n", true);
        Guessed guessed = guessed("pkg:maven/org.codehaus.plexus/plexus-xml@4.0.1");
        assertEquals("debian-11.0.1", guessed.recipe().tools().get("jdk"));
        assertTrue(guessed.reasons().contains("JDK 11 or newer, by the version of the jar's classes"));
    }

    @Test
    void aJarWithoutASourceRelease() throws Exception {
        putPlexus("", false);
        String tried = tried("pkg:maven/org.codehaus.plexus/plexus-xml@4.0.1");
        assertTrue(tried.contains("the repository https://example.com/plexus, tag plexus-xml-4.0.1"), tried);
        assertTrue(tried.contains("-source-release.zip"), tried);
        assertTrue(tried("pkg:maven/org.example/no@1").contains("maven has no org/example/no/1/no-1.jar"));
    }

    @Test
    void npmByTheVersionThatPackedIt() throws Exception {
        registry.put("/npm/@a%2Fb", "application/json", """
                {"name": "@a/b", "dist-tags": {}, "versions": {"1.0.0": {"name": "@a/b", "gitHead": "c0ffee",
                 "_npmVersion": "10.0.0", "dist": {"tarball": "http://127.0.0.1/@a/b/-/b-1.0.0.tgz"}}}}""");
        put("/npm/@a/b/-/b-1.0.0.tgz", tar("package/package.json"));
        Recipe recipe = guessed("pkg:npm/%40a/b@1.0.0").recipe();
        assertEquals(Map.of("node", "22.1.0", "npm", "10.0.0"), recipe.tools());
        assertEquals("package", recipe.source().folder());
        assertTrue(tried("pkg:npm/%40a/b@2.0.0").contains("has no 2.0.0"));
        assertTrue(tried("pkg:npm/none@1").contains("npm has no package none"));
        Inferrer without = inferrer("{}");
        String tried = tried(without, "pkg:npm/%40a/b@1.0.0");
        assertTrue(tried.contains("no toolchain 'node'") && tried.contains("the commit c0ffee"), tried);
    }

    @Test
    void cratesAndGoModules() throws Exception {
        registry.put("/crates/config.json", "application/json", """
                {"dl": "%s/{crate}/{version}"}""".formatted(registry.address("/crates/dl")));
        put("/crates/dl/cfg-if/1.0.1", tar("cfg-if-1.0.1/Cargo.toml"));
        Recipe crate = guessed("pkg:cargo/cfg-if@1.0.1").recipe();
        assertEquals(List.of("target/package/cfg-if-1.0.1.crate"), crate.outputs());
        assertTrue(tried("pkg:cargo/none@1.0.0").contains("no none 1.0.0"));

        put("/go/example.com/tool/@v/v1.0.0.zip", zip("example.com/tool@v1.0.0/go.mod", "module example.com/tool"));
        Recipe module = guessed("pkg:golang/example.com/tool@v1.0.0").recipe();
        assertEquals("example.com/tool@v1.0.0", module.source().folder());
        assertTrue(module.build().getFirst().contains("-trimpath"), module.build()::toString);
        assertTrue(tried("pkg:golang/example.com/none@v1.0.0").contains("no module example.com/none v1.0.0"));
    }

    /// Names that lead elsewhere, archives that are none, types that nobody knows.
    @Test
    void whatIsHostileIsNotFound() throws Exception {
        assertTrue(tried("pkg:docker/library/x@1").contains("packages of type 'docker'"));
        assertTrue(tried("pkg:pypi/idna").contains("names no version"));
        assertTrue(tried("pkg:maven/org.example/a%20%3Cb%3E@1").contains("maven has no"));
        putIdna("");
        put("/f/idna-3.10-py3-none-any.whl", "no zip".getBytes(StandardCharsets.UTF_8));
        assertTrue(tried("pkg:pypi/idna@3.10").contains("does not say by which backend"));
    }
}
