package io.pyrsia.sim;

import org.jspecify.annotations.Nullable;

/// How a run ended.
///
/// @param failure what a checker found, if it found something
/// @param hash of everything that happened
/// @param finalBlocks how many blocks the honest nodes agreed on
public record Outcome(long seed, @Nullable String failure, long hash, long finalBlocks, long events) {

    public boolean failed() {
        return failure != null;
    }
}
