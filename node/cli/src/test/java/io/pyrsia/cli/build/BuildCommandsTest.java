package io.pyrsia.cli.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Digest;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.Purl;
import io.pyrsia.cli.FakeNode;
import io.pyrsia.cli.Run;
import io.pyrsia.cli.Samples;
import io.pyrsia.cli.frame.Failure;
import io.pyrsia.client.api.Build;
import io.pyrsia.client.api.Build.State;
import io.pyrsia.client.api.Instruction;
import io.pyrsia.client.api.NodeStatus;
import io.pyrsia.client.api.Printed;
import io.pyrsia.client.api.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BuildCommandsTest {

    private static final Purl ALPINE = Samples.purl("pkg:docker/library/alpine@3.16");

    private final FakeNode node;

    BuildCommandsTest() throws IOException {
        node = new FakeNode();
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private static Build build(State state, String detail) {
        return new Build("ab", ALPINE, state, detail, 0, List.of(), null, null);
    }

    @Test
    void requestsBuildsUnderTheirEcosystemsNames() {
        node.answers("POST builds", Build.class, build(State.AWAITING_SEED, "x"));
        String started = "Build request successfully handled. Build with ID 'ab' has been started.\n";
        assertEquals(new Run(0, started, ""), node.run("build", "docker", "--image", "alpine:3.16"));
        assertEquals(new Run(0, started, ""), node.run("-b", "maven", "--gav", "commons-codec:commons-codec:1.15"));
        assertEquals(new Run(0, started, ""), node.run("build", "purl", "pkg:conan/zlib@1.3"));
        assertEquals(
                List.of(
                        "POST builds {\"purl\":\"pkg:docker/library/alpine@3.16\"}",
                        "POST builds {\"purl\":\"pkg:maven/commons-codec/commons-codec@1.15\"}",
                        "POST builds {\"purl\":\"pkg:conan/zlib@1.3\"}"),
                node.asked());
    }

    @Test
    void namesThatAreNoneAreNotAskedFor() {
        assertEquals(
                2, node.run("build", "docker", "--image", "FAKE_IMAGE_NAME").exitCode());
        assertEquals(2, node.run("build", "maven", "--gav", "bad").exitCode());
        assertEquals(1, node.run("build", "purl", "bad").exitCode());
        assertEquals(List.of(), node.asked());
    }

    @Test
    void whatThereIsNeedsNoBuild() {
        node.refuses(
                "POST builds",
                Problem.of(Problem.Code.REJECTED, "the version is verified").because("ALREADY_VERIFIED"));
        assertEquals(
                new Run(1, "", "pyrsia: Artifact already exists. Fresh build not required: the version is verified\n"),
                node.run("build", "docker", "--image", "alpine:3.16"));
        node.refuses(
                "POST builds", Problem.of(Problem.Code.REJECTED, "no recipe").because("NO_SUCH_RECIPE"));
        assertEquals(
                new Run(1, "", "pyrsia: no recipe (NO_SUCH_RECIPE)\n"),
                node.run("build", "docker", "--image", "alpine:3.16"));
    }

    @Test
    void tellsWhatBecameOfABuild() {
        node.answers("GET builds/ab", Build.class, build(State.BUILDING, "x"));
        assertEquals(new Run(0, "Build status for 'ab' is 'RUNNING'\n", ""), node.run("build", "status", "--id", "ab"));
        node.answers("GET builds/ab", Build.class, build(State.PUBLISHED, "VERIFIED"));
        assertEquals(new Run(0, "Build status for 'ab' is 'SUCCESS'\n", ""), node.run("build", "status", "--id", "ab"));
        node.answers("GET builds/ab", Build.class, build(State.CANNOT_BUILD, "no compiler"));
        assertEquals(
                new Run(1, "Build status for 'ab' is 'FAILED - (Error: no compiler)'\n", ""),
                node.run("build", "status", "--id", "ab"));
        node.refuses("GET builds/cd", Problem.of(Problem.Code.NOT_FOUND, "no"));
        assertEquals(
                new Run(3, "", "pyrsia: Build status for 'cd' was not found\n"),
                node.run("build", "status", "--id", "cd"));
    }

    @Test
    void whatARunningBuildPrintsIsFollowedToItsEnd() {
        node.answers("GET builds/ab", Build.class, build(State.REVEALING, "x"));
        node.answers("GET work/ab/log?from=0", Printed.class, new Printed(8, "one\n\u001b[31mtwo\n"));
        node.answers("GET work/ab/log?from=8", Printed.class, new Printed(8, ""));
        Run followed = node.run("build", "log", "ab", "--follow");
        assertEquals(0, followed.exitCode(), followed.err());
        assertTrue(followed.out().startsWith("one\n") && followed.out().endsWith("two\n"), followed.out());
        assertTrue(followed.out().indexOf('\u001b') < 0, "what a build prints does not reach the terminal as it is");
        assertEquals("0 of 0 builders have shown their result\n", followed.err());
    }

    @Test
    void aNodeThatDoesNotBuildSaysWhoDoes() {
        NodeId other = Samples.node(2);
        node.answers(
                "GET builds/ab",
                Build.class,
                new Build(
                        "ab",
                        ALPINE,
                        State.BUILDING,
                        null,
                        0,
                        List.of(new Build.Seat(other, true, false, false)),
                        null,
                        null));
        node.answers("GET status", NodeStatus.class, Samples.status(3, true));
        Run followed = node.run("build", "log", "ab", "--follow");
        assertEquals(3, followed.exitCode(), followed.err());
        assertTrue(followed.err().contains("those who do are [" + other + "]"), followed.err());
        assertEquals("", followed.out());
    }

    @Test
    void theRecipeOfAVersionIsShown() {
        String recipe = "{\"purl\":\"pkg:docker/library/alpine@3.16\",\"v\":1}";
        Digest digest = Digest.sha256(Bytes.wrap(recipe.getBytes(StandardCharsets.UTF_8)));
        Instruction.Source source = new Instruction.Source(
                Instruction.Source.Kind.REGISTRY, "maven/source.zip", "sha256:" + "0".repeat(64));
        String question = "GET recipes?purl=pkg%3Adocker%2Flibrary%2Falpine%403.16";
        node.refuses(question, Problem.of(Problem.Code.NOT_FOUND, "no recipe"));
        assertEquals(3, node.run("build", "recipe", ALPINE.toString()).exitCode());
        node.answers(
                question, Instruction.Recipe.class, new Instruction.Recipe(ALPINE, digest, source, false, List.of()));
        String blob = "GET blobs/sha256%3A" + digest.hex();
        node.answers(blob, 200, recipe);
        Run shown = node.run("build", "recipe", ALPINE.toString());
        assertEquals(0, shown.exitCode(), shown.err());
        assertTrue(shown.out().contains("pkg:docker/library/alpine@3.16"), shown.out());
        node.answers(blob, 200, recipe + " ");
        assertEquals(
                5, node.run("build", "recipe", ALPINE.toString()).exitCode(), "other bytes than the network names");
    }

    @Test
    void buildAloneNamesWhatThereIs() {
        Run alone = node.run("build");
        assertEquals(2, alone.exitCode());
        for (String name : List.of("docker", "maven", "purl", "status")) {
            assertTrue(alone.err().contains(name), alone.err());
        }
        assertTrue(Run.of("-b", "-h").out().contains("docker"));
    }

    @Test
    void ecosystemNamesBecomePackageUrls() throws Failure {
        assertEquals(ALPINE, EcosystemNames.docker("alpine:3.16"));
        assertEquals(ALPINE, EcosystemNames.docker("library/alpine:3.16"));
        assertEquals(
                "pkg:docker/bitnami/redis@7.0",
                EcosystemNames.docker("bitnami/redis:7.0").toString());
        assertEquals("1.0+b", EcosystemNames.maven("g:a:1.0+b").version());
    }
}
