package io.pyrsia.operator.build;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.pyrsia.base.Purl;
import io.pyrsia.client.api.Instruction;
import io.pyrsia.crds.Recipe;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PublicationTest {

    private static Publication of(String recipe) throws Exception {
        return Publication.of(Purl.parse("pkg:pypi/thing@1.0"), Serialization.unmarshal(recipe, Recipe.class));
    }

    @Test
    void whatTheRequestSaysItselfIsAddedAndNothingElse() throws Exception {
        Publication publication = of("""
                source: {kind: registry, registry: pypi, path: thing-1.0.tar.gz, sha256: "%s", dir: thing-1.0}
                tools: {pip: "24.0"}
                env: {sourceDateEpoch: 1700000000, minutes: 5}
                build:
                  argv:
                    - [make, all]
                outputs: [dist/*.whl]
                """.formatted("ab".repeat(32)));
        assertEquals(
                """
                {"build":{"argv":[["make","all"]]},"env":{"minutes":5,"sourceDateEpoch":1700000000},\
                "outputs":["dist/*.whl"],"purl":"pkg:pypi/thing@1.0","source":{"dir":"thing-1.0","kind":"registry",\
                "path":"thing-1.0.tar.gz","registry":"pypi","sha256":"%s"},"tools":{"pip":"24.0"},"v":"1"}""".formatted("ab".repeat(32)),
                new String(publication.content().toArrayUnsafe(), StandardCharsets.UTF_8));
        assertEquals(
                new Instruction.Source(
                        Instruction.Source.Kind.REGISTRY, "pypi/thing-1.0.tar.gz", "sha256:" + "ab".repeat(32)),
                publication.source());
    }

    @Test
    void eachKindOfSourceIsNamedAsTheLedgerNamesIt() throws Exception {
        String rest = "build: {argv: [[make]]}\noutputs: [thing]\n";
        assertEquals(
                new Instruction.Source(
                        Instruction.Source.Kind.GIT, "https://git.example/thing", "git:" + "cd".repeat(20)),
                of("source: {kind: git, url: https://git.example/thing, commit: \"%s\"}\n".formatted("cd".repeat(20))
                                + rest)
                        .source());
        assertEquals(
                new Instruction.Source(
                        Instruction.Source.Kind.ARCHIVE,
                        "https://files.example/thing.tar.gz",
                        "sha256:" + "ef".repeat(32)),
                of("source: {kind: archive, url: https://files.example/thing.tar.gz, sha256: \"%s\"}\n"
                                        .formatted("ef".repeat(32))
                                + rest)
                        .source());
    }
}
