package io.pyrsia.builder.pod;

import io.pyrsia.builder.execute.Outcome.Built;
import io.pyrsia.builder.execute.Outcome.Output;
import io.pyrsia.builder.execute.Outcome.Stage;
import io.pyrsia.builder.execute.Stages;
import io.pyrsia.builder.execute.Stages.Stopped;
import io.pyrsia.builder.fetch.Registries;
import io.pyrsia.builder.recipe.Recipe;
import io.pyrsia.builder.sandbox.Box;
import io.pyrsia.builder.toolchain.Catalog;
import io.pyrsia.builder.work.HandOver;
import io.pyrsia.builder.work.Originals;
import io.pyrsia.client.ApiRefusal;
import io.pyrsia.client.Refusal;
import io.pyrsia.client.api.BuildAnswer;
import io.pyrsia.client.pod.Parcel;
import io.pyrsia.client.pod.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// The last container: takes what the build made, compares and describes it, and packs the parcel.
final class CollectStep {

    private static final String BUILDER = "https://pyrsia.io/builder/pod/1";

    private final PodFiles files;
    private final Box box;

    CollectStep(PodFiles files, Box box) {
        this.files = files;
        this.box = box;
    }

    /// What is to be handed over.
    Parcel run(Shelf shelf, Instant now) throws IOException, InterruptedException {
        BuildAnswer answer;
        try {
            answer = answer(shelf, now);
        } catch (Stopped | IOException e) {
            answer = Refusal.of(Stage.COLLECT.cannot(e.getMessage()));
        } catch (ApiRefusal e) {
            throw new IllegalStateException("a folder refuses nothing", e);
        }
        return new Parcel(answer, answer instanceof BuildAnswer.Built ? shelf.digests() : List.of());
    }

    private BuildAnswer answer(Shelf shelf, Instant now) throws IOException, Stopped, InterruptedException, ApiRefusal {
        Report fetched = files.report(files.inputs());
        if (fetched.failure() != null) {
            return Refusal.of(fetched.failure());
        }
        Report built = files.report(files.built());
        if (built.failure() != null) {
            return Refusal.of(built.failure());
        }
        Recipe recipe = files.recipe();
        Task task = files.task();
        Stages stages = new Stages(recipe);
        Path result = Files.createTempDirectory(files.parcel(), "result-");
        List<Output> outputs = stages.outputs(box, result.resolve("outputs"));
        Built made =
                new Built(outputs, fetched.inputs(), stages.toolchains(Catalog.builtIn()), fetched.log() + built.log());
        try (Originals originals =
                new Originals(new Registries(task.registries()), FetchStep.MAX_FILE_BYTES, FetchStep.PATIENCE)) {
            return new HandOver(shelf, originals, BUILDER)
                    .bring(task.work(), recipe, made, new HandOver.Span(fetched.began(), now), result);
        }
    }
}
