package io.pyrsia.builder.pod;

import io.pyrsia.builder.fetch.Input;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a phase leaves to the next.
///
/// @param failure why there is no next phase
public record Report(
        Instant began,
        List<Input> inputs,
        String log,
        @Nullable String failure) {

    public Report {
        inputs = List.copyOf(inputs);
    }
}
