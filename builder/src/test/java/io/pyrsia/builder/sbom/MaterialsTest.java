package io.pyrsia.builder.sbom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.Purl;
import io.pyrsia.base.attestation.Subject;
import io.pyrsia.base.json.Json;
import io.pyrsia.base.json.JsonReader;
import io.pyrsia.builder.execute.Outcome;
import io.pyrsia.builder.fetch.Input;
import io.pyrsia.builder.recipe.Recipe;
import io.pyrsia.builder.toolchain.Toolchain;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What files of registries are said to be, and what a build's list of materials has.
class MaterialsTest {

    private static Digest digest(String text) {
        return Digest.sha256(Bytes.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static Input input(String registry, String path, boolean index) {
        return new Input(registry, path, URI.create("http://127.0.0.1/" + registry), digest(path), 1, index);
    }

    @ParameterizedTest
    @CsvSource({
        "maven, org/a/b/b-c/1.2/b-c-1.2.jar, pkg:maven/org.a.b/b-c@1.2",
        "maven, org/a/b/b-c/1.2/b-c-1.2-sources.jar, pkg:maven/org.a.b/b-c@1.2",
        "maven, org/a/b/b-c/1.2/b-c-1.2.pom.sha1, ",
        "maven, somewhere/else.txt, ",
        "pypi, files/flit-core/flit_core-3.9.0-py3-none-any.whl, pkg:pypi/flit-core@3.9.0",
        "pypi, files/flit-core/flit-core-3.9.0.tar.gz, pkg:pypi/flit-core@3.9.0",
        "npm, picocolors/-/picocolors-1.1.1.tgz, pkg:npm/picocolors@1.1.1",
        "npm, @babel/core/-/core-7.0.0-beta.1.tgz, pkg:npm/%40babel/core@7.0.0-beta.1",
        "crates, dl/cfg-if/1.0.1.crate, pkg:cargo/cfg-if@1.0.1",
        "go, golang.org/x/text/@v/v0.3.0.zip, pkg:golang/golang.org/x/text@v0.3.0",
        "go, golang.org/x/text/@v/v0.3.0.mod, ",
        "debian, pool/main/p/p/python3_3.11.2-1%2bb1_amd64.deb, pkg:deb/debian/python3@3.11.2-1%2Bb1?arch=amd64",
        "web, https://127.0.0.1/a-1.jar, ",
    })
    void files(String registry, String path, String purl) {
        assertEquals(
                Optional.ofNullable(purl),
                InputPackage.of(input(registry, path, false)).map(Purl::toString));
        assertEquals(Optional.empty(), InputPackage.of(input(registry, path, true)));
    }

    /// A toolchain counts the same whether it was fetched or kept; sources and lists are no dependencies.
    @Test
    void aBuildsMaterials() throws Malformed {
        Recipe recipe = new Recipe(
                Purl.parse("pkg:maven/org.a/thing@1"),
                new Recipe.Source.Registry("maven", "source.zip", digest("source.zip"), "."),
                Map.of("jdk", "17"),
                Recipe.Settings.DEFAULT,
                new Recipe.Fetch(List.of(), Set.of("maven"), Optional.empty()),
                List.of(List.of("make")),
                List.of("out"),
                Optional.empty(),
                new Recipe.Compare("", List.of()));
        Toolchain jdk = new Toolchain(
                "jdk",
                "17",
                List.of(new Toolchain.Archive("maven", "jdk.tar", digest("jdk.tar"), Toolchain.Packing.TAR, List.of())),
                Map.of(),
                List.of(),
                Map.of());
        List<Input> inputs = List.of(
                input("maven", "org/a/b/1/b-1.jar", false),
                input("maven", "org/a/b/1/b-1.pom", false),
                input("maven", "org/a/b/maven-metadata.xml", true),
                input("maven", "source.zip", false));
        Materials fresh = Materials.of(recipe, new Outcome.Built(List.of(), inputs, List.of(jdk), ""));
        assertEquals("pkg:maven/org.a/b@1\n", new String(fresh.packages().toArrayUnsafe(), StandardCharsets.UTF_8));
        assertEquals(
                List.of(
                        "maven/source.zip",
                        "maven/jdk.tar",
                        "maven/org/a/b/1/b-1.jar",
                        "maven/org/a/b/1/b-1.pom",
                        "maven/org/a/b/maven-metadata.xml"),
                fresh.subjects().stream().map(Subject::name).toList());

        List<Input> withTool = new ArrayList<>(inputs);
        withTool.add(input("maven", "jdk.tar", false));
        Materials first = Materials.of(recipe, new Outcome.Built(List.of(), withTool, List.of(jdk), ""));
        assertEquals(fresh.subjects(), first.subjects());
        assertEquals(fresh.cycloneDx(), first.cycloneDx());

        Json.Obj bom = (Json.Obj) JsonReader.read(fresh.cycloneDx(), 1 << 20);
        assertEquals("1.6", bom.text("specVersion"));
        assertEquals(3, bom.array("components").size());
        Json.Obj part = (Json.Obj) bom.array("components").getFirst();
        assertEquals("pkg:maven/org.a/b@1", part.text("purl"));
        assertTrue(part.array("hashes")
                .getFirst()
                .toString()
                .contains(digest("org/a/b/1/b-1.jar").hex()));
        Json.Obj needs = (Json.Obj) bom.array("dependencies").getFirst();
        assertEquals(
                List.of(Json.of("maven/org/a/b/1/b-1.jar"), Json.of("maven/org/a/b/1/b-1.pom")),
                needs.array("dependsOn"));
    }
}
