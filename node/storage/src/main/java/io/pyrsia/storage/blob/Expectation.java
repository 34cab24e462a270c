package io.pyrsia.storage.blob;

import io.pyrsia.base.Digest;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What a blob that begins to arrive must turn out to be, as far as it is known.
///
/// @param digest of either algorithm; null if it is told at the end or not at all
/// @param size in bytes; empty if nobody said
public record Expectation(@Nullable Digest digest, OptionalLong size) {

    public static Expectation of(Digest digest) {
        return new Expectation(digest, OptionalLong.empty());
    }

    public static Expectation of(Digest digest, long size) {
        return new Expectation(digest, OptionalLong.of(size));
    }

    public static Expectation nothing() {
        return new Expectation(null, OptionalLong.empty());
    }
}
