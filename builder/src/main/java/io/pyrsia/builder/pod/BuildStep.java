package io.pyrsia.builder.pod;

import io.pyrsia.builder.execute.Stages;
import io.pyrsia.builder.execute.Stages.Stopped;
import io.pyrsia.builder.recipe.Recipe;
import io.pyrsia.builder.sandbox.Box;
import io.pyrsia.builder.sandbox.Ended;
import io.pyrsia.builder.sandbox.Step;
import io.pyrsia.builder.toolchain.Catalog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// The second container: runs the build's own commands, after a probe has shown that they have no network.
final class BuildStep {

    private static final Duration PROBE_LIMIT = Duration.ofMinutes(1);

    private final PodFiles files;
    private final Box box;

    BuildStep(PodFiles files, Box box) {
        this.files = files;
        this.box = box;
    }

    /// Leaves a report, also when it fails; does nothing and says so where there is nothing to build.
    boolean run(Instant now) throws IOException {
        if (files.report(files.inputs()).failure() != null) {
            return false; // The last container tells it.
        }
        Recipe recipe = files.recipe();
        Stages stages = new Stages(recipe);
        String failure = null;
        try {
            prove();
            stages.build(box, stages.toolchains(Catalog.builtIn()), Map.of());
        } catch (Stopped | IOException e) {
            failure = "cannot " + stages.stage().purpose() + ": " + e.getMessage();
        }
        files.write(files.built(), new Report(now, List.of(), stages.log(), failure));
        return true;
    }

    /// Has a process of the kind that builds are try to make sockets.
    private void prove() throws IOException, Stopped {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Ended ended = box.run(
                Step.of(
                        PROBE_LIMIT,
                        java.toString(),
                        "-Xmx16m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Probe.class.getName()),
                Map.of(),
                null,
                null);
        if (!ended.succeeded()) {
            throw new Stopped("the build would have a network: " + ended.log().strip());
        }
    }
}
