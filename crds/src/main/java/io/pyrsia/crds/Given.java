package io.pyrsia.crds;

import org.jspecify.annotations.Nullable;

/// Fills in what a document left out.
final class Given {

    private Given() {}

    static <T> T or(@Nullable T given, T usual) {
        return given == null ? usual : given;
    }
}
