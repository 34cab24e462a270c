package io.pyrsia.cli.local;

import io.pyrsia.base.Malformed;
import io.pyrsia.cli.config.NodeFolder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One node of a network on this machine: its folder, its port, and its process if it runs.
record LocalNode(String name, NodeFolder folder, int httpPort) {

    private static final String PORT = "http.port = ";
    private static final String OPTIONS = "PYRSIA_NODE_OPTIONS";
    /// Five nodes share this machine: less heap, and no second compiler.
    private static final String SMALL = "-Xmx96m -XX:TieredStopAtLevel=1";
    private static final int MAX_LOG_BYTES = 1 << 20;

    /// Reads the folder that `pyrsia node prepare` made.
    static LocalNode read(Path path) throws IOException, Malformed {
        NodeFolder folder = new NodeFolder(path);
        for (String line : Files.readAllLines(folder.configuration())) {
            if (line.startsWith(PORT) && line.substring(PORT.length()).matches("\\d{1,5}")) {
                return new LocalNode(
                        String.valueOf(path.getFileName()), folder, Integer.parseInt(line.substring(PORT.length())));
            }
        }
        throw new Malformed(folder.configuration() + " has no line `" + PORT + "NUMBER`");
    }

    boolean isAuthority() {
        return name.startsWith("authority-");
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + httpPort);
    }

    /// The process that holds the folder's lock. What a dead process left, or a number that another process has now, is
    /// not taken for it.
    Optional<ProcessHandle> process() throws IOException {
        String pid = folder.holder();
        Optional<ProcessHandle> process =
                pid.matches("\\d{1,10}") ? ProcessHandle.of(Long.parseLong(pid)) : Optional.empty();
        return process.isPresent() && folder.isHeld() ? process : Optional.empty();
    }

    /// Starts the node as a process that outlives this one; its lines go to the end of its log.
    Process start(Path launcher) throws IOException {
        Path log = folder.log();
        if (Files.exists(log) && Files.size(log) > MAX_LOG_BYTES) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
        // A session of its own: what ends the terminal does not end the node.
        ProcessBuilder command = new ProcessBuilder(List.of(
                "setsid",
                launcher.toString(),
                "node",
                "--config",
                folder.configuration().toString()));
        Map<String, String> environment = command.environment();
        environment.keySet().removeIf(name -> name.startsWith("PYRSIA_NODE_") && !name.equals(OPTIONS));
        environment.putIfAbsent(OPTIONS, SMALL);
        return command.redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .redirectErrorStream(true)
                .start();
    }

    /// The last line that the node wrote.
    String lastLine() throws IOException {
        List<String> lines = folder.logLines();
        return lines.isEmpty() ? "it said nothing" : lines.getLast();
    }
}
