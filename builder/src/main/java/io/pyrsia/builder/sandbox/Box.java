package io.pyrsia.builder.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where the commands of one build run: they share a disk at [Step#HOME], and see of the machine only programs.
public interface Box {

    /// Runs a command to its end.
    ///
    /// @param binds what the command may read beside programs and disk, by where it finds it
    /// @param input what it reads, or nothing
    /// @param output where its output goes; without, output is kept in the log as far as there is room
    Ended run(Step step, Map<String, Path> binds, @Nullable InputStream input, @Nullable OutputStream output)
            throws IOException;
}
