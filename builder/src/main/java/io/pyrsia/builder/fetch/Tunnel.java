package io.pyrsia.builder.fetch;

import io.pyrsia.builder.LoneClass;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// How a command in a sandbox reaches the recorder: [Forwarder] runs around it, on the builder's own Java.
public final class Tunnel {

    private static final String SOCKET = "/recorder/socket";
    private static final String JAVA = "/recorder/java";
    private static final String CLASSES = "/recorder/classes";

    private final Path socket;
    private final Path classes;

    private Tunnel(Path socket, Path classes) {
        this.socket = socket;
        this.classes = classes;
    }

    /// Prepares one.
    ///
    /// @param folder a folder that the build's account can pass through
    static Tunnel to(Path socket, Path folder) throws IOException {
        return new Tunnel(socket, LoneClass.put(Forwarder.class, folder.resolve("forwarder")));
    }

    /// What the sandbox has to show to the command.
    public Map<String, Path> binds() {
        return Map.of(SOCKET, socket, CLASSES, classes, JAVA, Path.of(System.getProperty("java.home")));
    }

    /// The command with its way to the recorder.
    public List<String> around(List<String> command) {
        List<String> argv = new ArrayList<>(List.of(JAVA + "/bin/java", "-Xmx32m", "-XX:+UseSerialGC"));
        argv.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", CLASSES, Forwarder.class.getName(), SOCKET));
        argv.add(String.valueOf(Recorder.PORT));
        argv.addAll(command);
        return argv;
    }
}
