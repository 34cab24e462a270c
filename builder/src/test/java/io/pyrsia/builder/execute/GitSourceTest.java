package io.pyrsia.builder.execute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.Purl;
import io.pyrsia.base.attestation.Subject;
import io.pyrsia.builder.Folders;
import io.pyrsia.builder.execute.Outcome.Built;
import io.pyrsia.builder.execute.Outcome.Failed;
import io.pyrsia.builder.execute.Outcome.Stage;
import io.pyrsia.builder.fetch.GitServer;
import io.pyrsia.builder.fetch.Input;
import io.pyrsia.builder.fetch.Registries;
import io.pyrsia.builder.recipe.Recipe;
import io.pyrsia.builder.sandbox.Cell;
import io.pyrsia.builder.sandbox.Sandbox;
import io.pyrsia.builder.sbom.Materials;
import io.pyrsia.builder.toolchain.Catalog;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Builds from a commit of a repository, which the machine's own Git fetches from Git's own server.
class GitSourceTest {

    private Path work;
    private Path repository;
    private GitServer server;
    private SandboxExecutor executor;

    @BeforeEach
    void start() throws IOException, Malformed {
        Optional<String> missing = Sandbox.missing().or(GitSource::missing);
        assumeTrue(missing.isEmpty(), () -> "not run: " + missing.orElse(""));
        work = Cell.passable("git-");
        repository = Files.createDirectories(work.resolve("repositories/team/p.git"));
        server = new GitServer(work.resolve("repositories"));
        SandboxExecutor.Settings settings = new SandboxExecutor.Settings(
                new Registries(Map.of()), work.resolve("tools"), work, Cell.SMALL, 4 << 20, 8 << 20, Cell.PATIENCE);
        executor = new SandboxExecutor(settings, Catalog.read("{}", "any"));
    }

    @AfterEach
    void stop() throws IOException {
        if (executor != null) {
            executor.close();
            server.close();
            Folders.delete(work);
        }
    }

    private String commit(String main) throws IOException {
        Files.createDirectories(repository.resolve("sub"));
        Files.writeString(repository.resolve("sub/main.txt"), main);
        Files.writeString(repository.resolve(".gitattributes"), "sub/left-out export-ignore\nsub/id export-subst\n");
        Files.writeString(repository.resolve("sub/left-out"), "but not here: " + main);
        Files.writeString(repository.resolve("sub/id"), "$Format:%H$\n");
        return GitServer.commit(repository, main);
    }

    private Recipe recipe(String commit, String fetch, String build) throws Malformed {
        return new Recipe(
                Purl.parse("pkg:generic/p@1"),
                new Recipe.Source.Git(server.address("team/p.git").toString(), commit, "sub"),
                Map.of(),
                Recipe.Settings.DEFAULT,
                new Recipe.Fetch(List.of(List.of("/bin/bash", "-c", fetch)), Set.of(), Optional.empty()),
                List.of(List.of("/bin/bash", "-c", build)),
                List.of("out.txt"),
                Optional.empty(),
                new Recipe.Compare("", List.of()));
    }

    private Outcome build(String name, Recipe recipe) throws IOException {
        return executor.build(recipe, Files.createDirectory(work.resolve(name)), OutputStream.nullOutputStream());
    }

    private Built built(String name, Recipe recipe) throws IOException {
        Outcome outcome = build(name, recipe);
        return assertInstanceOf(Built.class, outcome, outcome::toString);
    }

    /// Not the newest one, and nothing but it.
    @Test
    void aCommitIsBuiltAndWrittenDown() throws Exception {
        String first = commit("first");
        String second = commit("second");
        commit("third");
        Recipe recipe = recipe(second, "true", "cat main.txt id left-out > out.txt; git log --format=%H >> out.txt");
        Built built = built("one", recipe);
        assertEquals(
                "second$Format:%H$\nbut not here: second" + second + "\n",
                Files.readString(built.outputs().getFirst().file()));

        Input input = built.inputs().getFirst();
        assertEquals(1, built.inputs().size());
        assertTrue(input.isCommit());
        assertTrue(input.path().endsWith("/team/p.git@" + second), input.path());
        Files.writeString(repository.resolve(".git/info/attributes"), "* -export-ignore -export-subst\n");
        Bytes all = Bytes.wrap(GitServer.git(repository, "archive", "--format=tar", second));
        assertEquals(Digest.sha256(all), input.digest(), "what Git itself packs");
        assertEquals(all.size(), input.bytes());
        List<Subject> subjects = Materials.of(recipe, built).subjects();
        assertEquals("git/" + input.path(), subjects.getFirst().name());

        Built other = built("two", recipe(first, "true", "cp main.txt out.txt"));
        assertEquals("first", Files.readString(other.outputs().getFirst().file()));
        assertTrue(
                server.asked().stream().allMatch(line -> line.matches("(GET|POST) /team/p.git/.*git-upload-pack")),
                () -> server.asked().toString());
    }

    @Test
    void aCommitOrARepositoryThatIsNotThere() throws Exception {
        String commit = commit("only");
        Failed noCommit =
                assertInstanceOf(Failed.class, build("one", recipe("c0ffee".repeat(6) + "c0ff", "true", "true")));
        assertEquals(Stage.SOURCE, noCommit.stage());
        assertTrue(noCommit.log().contains("c0ffee"), noCommit.log());
        Folders.delete(repository);
        Failed none = assertInstanceOf(Failed.class, build("two", recipe(commit, "true", "true")));
        assertEquals(Stage.SOURCE, none.stage());
        assertTrue(none.log().contains("not found"), none.log());
    }

    /// The commands of the recipe have no way to the repository, neither to read nor to write.
    @Test
    void theRepositoryIsOutOfReachOfTheFetchPhase() throws Exception {
        String commit = commit("only");
        String again = "git ls-remote http://127.0.0.1:8081/git 2> ../said; test $? -ne 0 || touch ../reached;"
                + " git push http://127.0.0.1:8081/git HEAD:refs/heads/mine 2>> ../said; true";
        Built built = built("one", recipe(commit, again, "cat ../said > out.txt; ls .. >> out.txt"));
        String said = Files.readString(built.outputs().getFirst().file());
        assertTrue(said.contains("403") && said.contains("400"), said);
        assertTrue(Stream.of(said.split("\n", -1)).noneMatch("reached"::equals), said);
        assertEquals("", new String(GitServer.git(repository, "branch", "--list", "mine"), StandardCharsets.UTF_8));
    }
}
