package io.pyrsia.builder.work;

import io.pyrsia.base.Digest;
import io.pyrsia.base.seam.Clock;
import io.pyrsia.builder.Folders;
import io.pyrsia.builder.execute.Executor;
import io.pyrsia.builder.execute.Outcome;
import io.pyrsia.builder.execute.Outcome.Failed;
import io.pyrsia.builder.execute.Outcome.Stage;
import io.pyrsia.builder.recipe.Reading;
import io.pyrsia.builder.recipe.Recipe;
import io.pyrsia.builder.recipe.RecipeReader;
import io.pyrsia.client.ApiRefusal;
import io.pyrsia.client.Refusal;
import io.pyrsia.client.api.Build;
import io.pyrsia.client.api.BuildAnswer;
import io.pyrsia.client.api.Problem;
import io.pyrsia.client.api.Work;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.tuweni.bytes.Bytes;

/// One build, from the node's question to the builder's answer.
final class Errand {

    private static final System.Logger LOG = System.getLogger(Errand.class.getName());

    /// What is left of the network's time when a build is given up, so that the answer still comes in time.
    static final Duration MARGIN = Duration.ofSeconds(30);

    private static final String BUILDER = "https://pyrsia.io/builder/sandbox/1";

    private final NodeLink node;
    private final Executor executor;
    private final HandOver handOver;
    private final Path folder;
    private final Clock clock;

    /// @param folder where builds keep what they made until it is brought to the node
    Errand(NodeLink node, Executor executor, Originals originals, Path folder, Clock clock) {
        this.node = node;
        this.executor = executor;
        this.handOver = new HandOver(node, originals, BUILDER);
        this.folder = folder;
        this.clock = clock;
    }

    /// Returns when the node has the answer. Whoever is interrupted has said nothing.
    void run(Work work) throws IOException, InterruptedException, ApiRefusal {
        Path result = Files.createTempDirectory(folder, "result-");
        try {
            answer(work, result);
        } finally {
            Folders.delete(result);
        }
    }

    private void answer(Work work, Path result) throws IOException, InterruptedException, ApiRefusal {
        try {
            say(work, answerTo(work, result));
        } catch (ApiRefusal e) {
            if (!e.problem().is(Problem.Code.MALFORMED) && !e.problem().is(Problem.Code.TOO_LARGE)) {
                throw e;
            }
            say(work, Refusal.of("the builder's node does not take what was built: " + e.getMessage()));
        }
    }

    private void say(Work work, BuildAnswer answer) throws IOException, InterruptedException, ApiRefusal {
        Build _ = node.until(work.deadline(), asked -> asked.answer(work.build(), work.round(), answer));
        String what =
                switch (answer) {
                    case BuildAnswer.Built built ->
                        "built, files: " + built.files().size();
                    case BuildAnswer.CannotBuild cannot -> "cannot build: " + cannot.reason();
                };
        LOG.log(
                System.Logger.Level.INFO,
                "{0} (build {1}, round {2}): {3}",
                work.purl(),
                work.build(),
                work.round(),
                what);
    }

    private BuildAnswer answerTo(Work work, Path result) throws IOException, InterruptedException, ApiRefusal {
        if (!left(work).isPositive()) {
            return Refusal.of("the network's time for this build was over before it began");
        }
        Bytes text;
        try {
            text = node.once(asked -> asked.blob(work.recipe()));
        } catch (ApiRefusal e) {
            boolean mayStillCome = left(work).compareTo(MARGIN) > 0;
            if (mayStillCome || !e.problem().is(Problem.Code.NOT_FOUND)) {
                throw e;
            }
            return Refusal.of("no recipe found: this builder's node does not have " + work.recipe());
        }
        if (!Digest.of(work.recipe().algorithm(), text).equals(work.recipe())) {
            throw new IOException("the node gave other bytes for the recipe " + work.recipe());
        }
        return switch (RecipeReader.read(new String(text.toArrayUnsafe(), StandardCharsets.UTF_8))) {
            case Reading.Invalid invalid ->
                Refusal.of("the recipe is not valid: " + invalid.problems().getFirst());
            case Reading.Valid valid -> built(work, valid.recipe(), result);
        };
    }

    private BuildAnswer built(Work work, Recipe recipe, Path result)
            throws IOException, InterruptedException, ApiRefusal {
        if (!recipe.purl().equals(work.purl())) {
            return Refusal.of("the recipe is for another package: " + recipe.purl());
        }
        Instant began = clock.now();
        return switch (outcome(work, recipe, result)) {
            case Failed failed -> Refusal.of(failed.stage().cannot(failed.reason()));
            case Outcome.Built built ->
                handOver.bring(work, recipe, built, new HandOver.Span(began, clock.now()), result);
        };
    }

    /// Builds on a thread of its own, which is told to stop when time is over or the builder ends.
    private Outcome outcome(Work work, Recipe recipe, Path result) throws InterruptedException {
        LOG.log(System.Logger.Level.INFO, "{0} (build {1}) begins", work.purl(), work.build());
        FutureTask<Outcome> building = new FutureTask<>(() -> {
            try (LiveLog told = LiveLog.start(node, work)) {
                return executor.build(recipe, result, told);
            }
        });
        Thread thread = Thread.ofPlatform().name("build").start(building);
        try {
            return building.get(left(work).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return new Failed(Stage.BUILD, "it was not done when the network's time for it was over", "");
        } catch (ExecutionException e) {
            LOG.log(System.Logger.Level.ERROR, "the builder failed at " + work.purl(), e.getCause());
            return new Failed(Stage.BUILD, "the builder itself failed: " + e.getCause(), "");
        } finally {
            thread.interrupt();
            thread.join();
        }
    }

    private Duration left(Work work) {
        return Duration.between(clock.now(), work.deadline().minus(MARGIN));
    }
}
