package io.pyrsia.builder.execute;

import io.pyrsia.base.Digest;
import io.pyrsia.builder.fetch.Input;
import io.pyrsia.builder.toolchain.Toolchain;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What became of one build.
public sealed interface Outcome {

    /// The parts of a build, in order.
    enum Stage {
        TOOLCHAINS("get the toolchains"),
        SOURCE("get the source"),
        FETCH("fetch what the build needs"),
        BUILD("build"),
        COLLECT("collect the outputs");

        private final String purpose;

        Stage(String purpose) {
            this.purpose = purpose;
        }

        public String cannot(@Nullable String reason) {
            return "cannot " + purpose + ": " + reason;
        }
    }

    /// One file that the build made.
    ///
    /// @param path where the build made it, below the folder that its commands started in
    /// @param file where it is now
    record Output(String path, Digest digest, long bytes, Path file) {}

    /// The build made what its recipe promises.
    ///
    /// @param inputs what registries gave: the source and what the fetch phase asked for
    record Built(List<Output> outputs, List<Input> inputs, List<Toolchain> tools, String log) implements Outcome {

        public Built {
            outputs = List.copyOf(outputs);
            inputs = List.copyOf(inputs);
            tools = List.copyOf(tools);
        }
    }

    /// There is no result, for a reason that is said in one sentence.
    record Failed(Stage stage, String reason, String log) implements Outcome {}
}
