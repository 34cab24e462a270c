package io.pyrsia.builder.fetch;

import java.io.IOException;
import java.nio.file.Path;

/// What the recorder answers in place of one registry.
interface Mirror {

    /// Something to be sent: a file as it came, or a text that was rewritten.
    sealed interface Answer {
        String type();

        record Whole(Path file, String type) implements Answer {}

        record Rewritten(String text, String type) implements Answer {}
    }

    /// What the registry has there.
    ///
    /// @param path what was asked for below the registry's name, without a leading slash
    Answer answer(String path) throws IOException;
}
