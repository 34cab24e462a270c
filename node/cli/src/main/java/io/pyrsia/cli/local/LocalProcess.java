package io.pyrsia.cli.local;

import io.pyrsia.cli.config.NodeFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// One process of a network on this machine, a node's or a builder's: where it keeps its files, and whether it
/// runs.
///
/// @param name what people call it: `regular`, `authority-1`, `builder-1`
record LocalProcess(String name, NodeFolder folder) {

    /// Many processes share this machine: less heap, and no second compiler.
    private static final String SMALL_NODE = "-Xmx96m -XX:TieredStopAtLevel=1";

    private static final String SMALL_BUILDER = "-Xmx160m -Xss512k -XX:TieredStopAtLevel=1";
    private static final int MAX_LOG_BYTES = 1 << 20;

    /// The process that holds the folder's lock. What a dead process left, or a number that another process has
    /// now, is not taken for it.
    Optional<ProcessHandle> running() throws IOException {
        String pid = folder.holder();
        Optional<ProcessHandle> process =
                pid.matches("\\d{1,10}") ? ProcessHandle.of(Long.parseLong(pid)) : Optional.empty();
        return process.isPresent() && folder.isHeld() ? process : Optional.empty();
    }

    /// Starts it as a process that outlives this one; its lines go to the end of its log.
    Process start(Path launcher) throws IOException {
        Path log = folder.log();
        if (Files.exists(log) && Files.size(log) > MAX_LOG_BYTES) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
        // A session of its own: what ends the terminal does not end it.
        ProcessBuilder command = new ProcessBuilder(List.of(
                "setsid",
                launcher.toString(),
                folder.program(),
                "--config",
                folder.configuration().toString()));
        Map<String, String> environment = command.environment();
        String options = "PYRSIA_" + folder.program().toUpperCase(Locale.ROOT) + "_OPTIONS";
        environment.keySet().removeIf(variable -> variable.startsWith("PYRSIA_NODE_") && !variable.equals(options));
        environment.putIfAbsent(options, folder.program().equals("node") ? SMALL_NODE : SMALL_BUILDER);
        return command.redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .redirectErrorStream(true)
                .start();
    }

    /// The last line that it wrote.
    String lastLine() throws IOException {
        List<String> lines = folder.logLines();
        return lines.isEmpty() ? "it said nothing" : lines.getLast();
    }
}
