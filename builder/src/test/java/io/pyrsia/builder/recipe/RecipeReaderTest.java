package io.pyrsia.builder.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.json.CanonicalJson;
import io.pyrsia.builder.recipe.Recipe.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/// Recipes that are read, and what is said about texts that are none.
class RecipeReaderTest {

    static final String WHOLE = """
            v: 1
            purl: pkg:npm/picocolors@1.1.1
            source: {kind: git, url: "https://git.example/p.git", commit: %s, dir: packages/p}
            tools: {node: 22.10, npm: no}
            env:
              tz: Europe/Berlin
              locale: C
              umask: "027"
              workdir: /build/p
              sourceDateEpoch: 1700000000
              minutes: 5
            fetch:
              argv: [[npm, ci, "a b; $(c)"]]
              allow: [npm]
              registryTime: 2024-10-17T00:00:00Z
            build:
              argv:
                - [npm, pack]
                - ["true"]
            outputs: ["*.tgz"]
            upstream: {registry: npm, path: picocolors/-/picocolors-1.1.1.tgz, sha256: %s}
            compare: {ruleset: npm-1, exceptions: [{path: package.json, rule: order, reason: "npm sorts since 7"}]}
            """.formatted("a".repeat(40), "b".repeat(64));

    private static Recipe valid(String text) {
        Reading reading = RecipeReader.read(text);
        return assertInstanceOf(Reading.Valid.class, reading, reading::toString).recipe();
    }

    private static List<Problem> problems(String text) {
        return assertInstanceOf(Reading.Invalid.class, RecipeReader.read(text)).problems();
    }

    @Test
    void everyMemberIsRead() {
        Recipe recipe = valid(WHOLE);
        assertEquals("pkg:npm/picocolors@1.1.1", recipe.purl().toString());
        assertEquals(new Source.Git("https://git.example/p.git", "a".repeat(40), "packages/p"), recipe.source());
        assertEquals(Map.of("node", "22.10", "npm", "no"), recipe.tools(), "texts, whatever they look like");
        assertEquals(
                new Recipe.Settings(
                        "Europe/Berlin", "C", "027", "/build/p", OptionalLong.of(1_700_000_000), Duration.ofMinutes(5)),
                recipe.settings());
        assertEquals(
                new Recipe.Fetch(
                        List.of(List.of("npm", "ci", "a b; $(c)")),
                        Set.of("npm"),
                        Optional.of(Instant.parse("2024-10-17T00:00:00Z"))),
                recipe.fetch());
        assertEquals(List.of(List.of("npm", "pack"), List.of("true")), recipe.build());
        assertEquals(List.of("*.tgz"), recipe.outputs());
        assertEquals("b".repeat(64), recipe.upstream().orElseThrow().digest().hex());
        assertEquals(
                List.of(new Recipe.Compare.Exemption("package.json", "order", "npm sorts since 7")),
                recipe.compare().exceptions());
    }

    /// The canonical text of a recipe is a recipe, the same one.
    @Test
    void whatIsWrittenIsReadAgain() {
        Recipe recipe = valid(WHOLE);
        String written = CanonicalJson.text(RecipeWriter.json(recipe));
        assertEquals(recipe, valid(written));
        assertEquals(written, CanonicalJson.text(RecipeWriter.json(valid(written))));
    }

    /// One word of a valid recipe replaced, and what is said about it: in the right line, and nothing else.
    @Test
    void everyMistakeIsSaidWithItsLine() {
        record Mistake(String from, String to, String said) {}
        List<Mistake> mistakes = List.of(
                new Mistake("v: 1", "v: 2", "line 1: 'v' is the version of the format, which is 1"),
                new Mistake("@1.1.1\n", "\n", "line 2: 'purl' names no version"),
                new Mistake("kind: git", "kind: svn", "line 3: 'kind' is registry, archive or git"),
                new Mistake("https://git", "file://git", "line 3: 'url' is an address with https"),
                new Mistake("a".repeat(40), "main", "line 3: 'commit' is the hash of a commit, in full"),
                new Mistake("packages/p", "packages/../..", "line 3: 'dir' is a folder within the source"),
                new Mistake("packages/p", "/etc", "line 3: 'dir' is a folder within the source"),
                new Mistake("node: 22.10", "node: ../22", "line 4: 'tools' is tools by name, each with its version"),
                new Mistake("\"027\"", "rwx", "line 8: 'umask' is three octal digits"),
                new Mistake("/build/p", "/usr/p", "line 9: 'workdir' is a folder below /build, but not /build/home"),
                new Mistake(
                        "/build/p", "/build/home/p", "line 9: 'workdir' is a folder below /build, but not /build/home"),
                new Mistake("1700000000", "now", "line 10: 'sourceDateEpoch' is a number of seconds"),
                new Mistake(
                        "minutes: 5", "minutes: 0", "line 11: 'minutes' is from 1 to 999: how long a phase may take"),
                new Mistake("allow: [npm]", "allow: [everything]", "line 14: 'allow' is a list of texts"),
                new Mistake("2024-10-17T00", "yesterday", "line 15: 'registryTime' is a moment"),
                new Mistake("allow: [npm]", "allow: [npm, maven]", "line 15: only pypi and npm know"),
                new Mistake("- [npm, pack]", "- npm pack", "line 18: 'argv' is a list of commands"),
                new Mistake("[\"*.tgz\"]", "[../*.tgz]", "line 20: 'outputs' is a list of texts"),
                new Mistake("outputs", "output", "line 20: a recipe has no member 'output'"),
                new Mistake("reason: \"npm sorts since 7\"", "why: x", "line 22: each of 'exceptions' lacks 'reason'"));
        for (Mistake mistake : mistakes) {
            String text = WHOLE.replace(mistake.from, mistake.to);
            assertTrue(!text.equals(WHOLE), mistake.toString());
            List<Problem> problems = problems(text);
            assertTrue(
                    problems.stream().anyMatch(problem -> problem.toString().startsWith(mistake.said)),
                    () -> mistake + ": " + problems);
        }
    }

    @Test
    void allMistakesAreSaidAtOnce() {
        List<Problem> problems = problems("purl: nothing\nbuild: {argv: []}\nsource: {kind: archive}\n");
        for (String said : List.of(
                "lacks 'v'", "'purl' is", "'build' has no", "lacks 'url'", "lacks 'sha256'", "'outputs' names")) {
            assertTrue(
                    problems.stream().anyMatch(problem -> problem.message().contains(said)),
                    () -> said + ": " + problems);
        }
    }

    @Test
    void hostileTextsAreSentences() {
        String bomb = "a: &a [x]\nb: &b [*a,*a]\nc: [*b,*b]\n";
        assertTrue(problems(bomb).toString().contains("aliases"));
        assertTrue(problems("[".repeat(30_000)).toString().contains("not YAML"));
        assertTrue(problems("{a: ".repeat(20) + "1" + "}".repeat(20)).toString().contains("deep"));
        assertTrue(problems("x".repeat(70_000)).toString().contains("at most"));
        assertTrue(problems("").toString().contains("there is no recipe"));
        assertTrue(problems("v: 1\nv: 1\n").toString().contains("'v' is there twice"));
        assertTrue(problems("!!java.net.URL [x]\n").toString().contains("line 1"));
        assertTrue(problems("a: b\n---\na: b\n").toString().contains("not YAML"));
        assertTrue(problems(WHOLE.replace("Europe/Berlin", "\"U\\0TC\""))
                .toString()
                .contains("line 6: 'tz'"));
    }

    /// Whatever is cut out of a recipe, reading it ends with a recipe or with problems.
    @Property(tries = 300)
    void anyPieceOfARecipeIsRead(@ForAll @IntRange(max = 900) int from, @ForAll @IntRange(max = 200) int length) {
        int start = Math.min(from, WHOLE.length());
        String text = WHOLE.substring(0, start) + WHOLE.substring(Math.min(start + length, WHOLE.length()));
        switch (RecipeReader.read(text)) {
            case Reading.Valid valid ->
                assertEquals(valid.recipe(), valid(CanonicalJson.text(RecipeWriter.json(valid.recipe()))));
            case Reading.Invalid invalid -> assertTrue(!invalid.problems().isEmpty());
        }
    }
}
