package io.pyrsia.builder.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.Purl;
import io.pyrsia.base.attestation.Statement;
import io.pyrsia.base.seam.Clock;
import io.pyrsia.builder.execute.Executor;
import io.pyrsia.builder.execute.Outcome;
import io.pyrsia.builder.fetch.Input;
import io.pyrsia.builder.fetch.LocalRegistry;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.api.BuildAnswer;
import io.pyrsia.client.api.Instruction;
import io.pyrsia.client.api.Work;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A builder and its node, over HTTP: what comes of builds that end well, badly, never, or with the builder.
@Tag("long")
class WorkLoopTest {

    private static final Bytes BUILT = utf8("what was built\n");

    @TempDir
    private Path folder;

    private FakeNode node;
    private LocalRegistry registry;
    private ApiClient client;
    private Originals originals;

    @BeforeEach
    void start() throws IOException, Malformed {
        node = new FakeNode();
        registry = new LocalRegistry();
        client = node.client();
        originals = new Originals(registry.registries(), 1 << 20, Duration.ofMinutes(2));
        registry.put("/maven/org/example/thing.txt", "text/plain", "what was built\n");
    }

    @AfterEach
    void stop() {
        originals.close();
        client.close();
        registry.close();
        node.close();
    }

    private static Bytes utf8(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private WorkLoop loop(Executor executor) {
        return loop(executor, Clock.system());
    }

    private WorkLoop loop(Executor executor, Clock clock) {
        return WorkLoop.start(client, executor, originals, folder, clock);
    }

    /// A calendar that stands still, so that what is left of a build's time does not depend on this machine.
    private static final Clock STANDING = new Clock() {
        private final Instant noon = Instant.parse("2026-01-01T12:00:00Z");

        @Override
        public Instant now() {
            return noon;
        }

        @Override
        public long nanos() {
            return System.nanoTime();
        }
    };

    private static String recipe() {
        return """
            v: 1
            purl: pkg:maven/org.example/thing@1.0
            source: {kind: registry, registry: maven, path: source.zip, sha256: %s}
            fetch: {allow: [maven]}
            build: {argv: [[make]]}
            outputs: [out/thing.txt]
            upstream: {registry: maven, path: org/example/thing.txt, sha256: %s}
            """.formatted("0".repeat(64), Digest.sha256(BUILT).hex());
    }

    private void offer(String build, String recipe, Instant deadline) throws Malformed {
        node.offer(new Work(
                build,
                0,
                Purl.parse("pkg:maven/org.example/thing@1.0"),
                node.keep(recipe),
                new Instruction.Source(
                        Instruction.Source.Kind.REGISTRY, "maven/source.zip", "sha256:" + "0".repeat(64)),
                deadline));
    }

    private void offer(String build) throws Malformed {
        offer(build, recipe(), inAnHour());
    }

    private static Instant inAnHour() {
        return Instant.now().plus(Duration.ofHours(1));
    }

    /// A build that ends well and saw one package.
    private static Outcome built(Path folder) {
        Path file = folder.resolve("output");
        try {
            Files.write(file, BUILT.toArrayUnsafe());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Digest digest = Digest.sha256(BUILT);
        Input input = new Input(
                "maven",
                "org/needed/part/2/part-2.jar",
                URI.create("http://127.0.0.1/part-2.jar"),
                Digest.sha256(utf8("part")),
                4,
                false);
        return new Outcome.Built(
                List.of(new Outcome.Output("out/thing.txt", digest, BUILT.size(), file)),
                List.of(input),
                List.of(),
                "said\n");
    }

    private String reason() throws InterruptedException {
        return assertInstanceOf(BuildAnswer.CannotBuild.class, node.next().answer())
                .reason();
    }

    private String blob(Digest digest) {
        Bytes found = Objects.requireNonNull(node.blobs.get(digest), () -> "the node was not given " + digest);
        return new String(found.toArrayUnsafe(), StandardCharsets.UTF_8);
    }

    /// What is there before the answer is given to the fake node, and all that it names.
    @Test
    void filesAndWhatIsKnownOfThemComeToTheNode() throws Exception {
        offer("one");
        try (WorkLoop _ = loop((_, result, _) -> built(result))) {
            BuildAnswer.Built answer =
                    assertInstanceOf(BuildAnswer.Built.class, node.next().answer());
            BuildAnswer.File file = answer.files().getFirst();
            assertEquals("thing.txt", file.path());
            assertEquals(5, file.forms().size());
            assertEquals(BUILT, node.blobs.get(file.forms().getFirst()));
            assertEquals("pkg:maven/org.needed/part@2\n", blob(answer.dependencies()));
            String statement = blob(answer.statement());
            assertEquals(Set.of(Digest.sha256(BUILT)), Statement.subjects(utf8(statement)));
            assertTrue(statement.contains("maven/org/needed/part/2/part-2.jar"), statement);
            assertTrue(statement.contains("comparison.json") && statement.contains("bom.cdx.json"), statement);
            List<String> texts = node.blobs.keySet().stream().map(this::blob).toList();
            assertTrue(texts.contains("said\n"), "the log");
            assertTrue(texts.stream().anyMatch(text -> text.contains("\"level\":\"E0\"")), "the comparison");
            assertTrue(texts.stream().anyMatch(text -> text.contains("CycloneDX")), "the bill of materials");
        }
        assertNothingLeft();
    }

    private void assertNothingLeft() throws IOException {
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(), left.toList());
        }
    }

    /// The build ends only when the node was told what it printed.
    @Test
    void whatABuildPrintsIsToldWhileItRuns() throws Exception {
        offer("one");
        CountDownLatch isTold = new CountDownLatch(1);
        Executor talking = (_, result, told) -> {
            try {
                told.write("\u001b[1mcompiling\nand a line that ".getBytes(StandardCharsets.UTF_8));
                isTold.await();
                told.write("ends\n".getBytes(StandardCharsets.UTF_8));
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return built(result);
        };
        try (WorkLoop _ = loop(talking)) {
            StringBuilder told = new StringBuilder();
            while (told.indexOf("compiling\n") < 0) {
                told.append(Objects.requireNonNull(
                        node.printed.poll(2, TimeUnit.MINUTES), () -> "no more is told than: " + told));
            }
            assertEquals(
                    "pkg:maven/org.example/thing@1.0, round 0: the build begins\n\u001b[1mcompiling\n",
                    told.toString());
            isTold.countDown();
            assertInstanceOf(BuildAnswer.Built.class, node.next().answer());
            assertEquals("and a line that ends\n", node.printed.poll(2, TimeUnit.MINUTES));
        }
    }

    /// What is kept for a node that takes nothing is bounded.
    @Test
    void outputThatComesFasterThanItIsToldIsLeftOut() throws Exception {
        offer("one");
        Executor flooding = (_, result, told) -> {
            try {
                byte[] line = ("x".repeat(1_023) + "\n").getBytes(StandardCharsets.UTF_8);
                for (int i = 0; i < 100_000; i++) {
                    told.write(line);
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            return built(result);
        };
        try (WorkLoop _ = loop(flooding)) {
            assertInstanceOf(BuildAnswer.Built.class, node.next().answer());
            int all = node.printed.stream().mapToInt(String::length).sum();
            assertTrue(all > 60_000 && all < 50_000_000, "told: " + all);
            assertTrue(node.printed.stream().allMatch(each -> each.length() < 100_000), "each at most 64 KiB");
            assertTrue(String.join("", node.printed).contains("bytes of output left out"));
        }
    }

    @Test
    void aBuildThatFailsIsSaidWithItsReason() throws Exception {
        offer("one");
        try (WorkLoop _ = loop((_, _, _) -> new Outcome.Failed(Outcome.Stage.SOURCE, "it is\n\u001b[31mgone", "log"))) {
            assertEquals("cannot get the source: it is [31mgone", reason());
        }
    }

    @Test
    void recipesThatCannotBeUsed() throws Exception {
        try (WorkLoop _ = loop((_, result, _) -> built(result))) {
            offer("invalid", "v: 1\npurl: nothing\n", inAnHour());
            String invalid = reason();
            assertTrue(invalid.startsWith("the recipe is not valid: line "), invalid);
            offer("other", recipe().replace("thing@1.0", "other@1.0"), inAnHour());
            assertEquals("the recipe is for another package: pkg:maven/org.example/other@1.0", reason());
        }
    }

    @Test
    void aBuilderThatFailsItselfGoesOn() throws Exception {
        AtomicInteger builds = new AtomicInteger();
        offer("one");
        try (WorkLoop _ = loop((_, result, _) -> {
            if (builds.getAndIncrement() == 0) {
                throw new IllegalStateException("broken");
            }
            return built(result);
        })) {
            assertTrue(reason().contains("the builder itself failed"));
            offer("two");
            assertInstanceOf(BuildAnswer.Built.class, node.next().answer());
        }
    }

    /// The first deadline is over, the second comes while it builds.
    @Test
    void timeThatIsOver() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        Executor slow = (_, _, _) -> {
            try {
                never.await();
                throw new AssertionError("nobody opens it");
            } catch (InterruptedException e) {
                return new Outcome.Failed(Outcome.Stage.BUILD, "interrupted", "");
            }
        };
        try (WorkLoop _ = loop(slow, STANDING)) {
            offer("late", recipe(), STANDING.now().plus(Errand.MARGIN));
            assertEquals("the network's time for this build was over before it began", reason());
            offer("slow", recipe(), STANDING.now().plus(Errand.MARGIN).plusSeconds(1));
            assertEquals("cannot build: it was not done when the network's time for it was over", reason());
        }
    }

    @Test
    void aNodeThatCannotTakeFilesNowIsAskedAgain() throws Exception {
        AtomicInteger builds = new AtomicInteger();
        node.refusedBlobs.set(1);
        offer("one");
        try (WorkLoop _ = loop((_, result, _) -> {
            builds.incrementAndGet();
            return built(result);
        })) {
            assertInstanceOf(BuildAnswer.Built.class, node.next().answer());
            assertEquals(1, builds.get(), "nothing is built twice for that");
        }
    }

    @Test
    void anAnswerThatTheNodeDoesNotTake() throws Exception {
        node.refusedAnswers.set(1);
        offer("one");
        try (WorkLoop _ = loop((_, result, _) -> built(result))) {
            assertEquals("the builder's node does not take what was built: refused by the test", reason());
        }
    }

    /// A builder that is stopped says nothing of what it was at, and the next one does it.
    @Test
    void whoComesAfterAStopBeginsAnew() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        offer("one");
        try (WorkLoop _ = loop((_, _, _) -> {
            begun.countDown();
            try {
                never.await();
            } catch (InterruptedException e) {
                return new Outcome.Failed(Outcome.Stage.BUILD, "interrupted", "");
            }
            throw new AssertionError("nobody opens it");
        })) {
            begun.await();
        }
        assertEquals(List.of(), node.others());
        assertNothingLeft();
        try (WorkLoop _ = loop((_, result, _) -> built(result))) {
            assertInstanceOf(BuildAnswer.Built.class, node.next().answer());
        }
    }

    @Test
    void oneBuildAtATime() throws Exception {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        for (int i = 0; i < 5; i++) {
            offer("build-" + i);
        }
        try (WorkLoop _ = loop((_, result, _) -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            Outcome outcome = built(result);
            now.decrementAndGet();
            return outcome;
        })) {
            Set<String> answered = new TreeSet<>();
            for (int i = 0; i < 5; i++) {
                answered.add(node.next().build());
            }
            assertEquals(5, answered.size());
            assertEquals(1, most.get());
        }
    }
}
