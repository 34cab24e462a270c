package io.pyrsia.builder.sandbox;

import io.pyrsia.builder.Folders;
import io.pyrsia.builder.LoneClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The program that shuts the commands of one build in, and the files that it needs.
///
/// @param filter the filter of system calls
/// @param classes where [StandIn] is, if that stands in for bubblewrap
record Walls(Means means, Path filter, Path classes) implements AutoCloseable {

    static Walls in(Path folder, Means means) throws IOException {
        Path filter = Files.write(folder.resolve("filter"), SeccompFilter.forThisMachine());
        Path classes = folder.resolve("stand-in");
        return new Walls(means, filter, means == Means.UNSHARE ? LoneClass.put(StandIn.class, classes) : classes);
    }

    /// The program, before what it shall show to the command.
    List<String> program(Scratch scratch) {
        return switch (means) {
            case BUBBLEWRAP ->
                List.of(
                        "bwrap",
                        "--unshare-all",
                        "--new-session",
                        "--die-with-parent",
                        "--cap-drop",
                        "ALL",
                        "--uid",
                        "1000",
                        "--gid",
                        "1000",
                        "--clearenv");
            case UNSHARE -> {
                List<String> argv = new ArrayList<>(List.of("setpriv", "--pdeathsig", "KILL", "--", "unshare"));
                argv.addAll(List.of("--user", "--map-user=1000", "--map-group=1000", "--keep-caps", "--mount"));
                argv.addAll(List.of("--pid", "--net", "--ipc", "--uts", "--cgroup", "--fork", "--kill-child=KILL"));
                argv.addAll(List.of(
                        "--",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString()));
                argv.addAll(
                        List.of("-Xmx32m", "-Xrs", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"));
                argv.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", classes.toString()));
                argv.addAll(
                        List.of(StandIn.class.getName(), scratch.folder("root").toString()));
                yield argv;
            }
        };
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(filter);
        if (Files.exists(classes)) {
            Folders.delete(classes);
        }
    }
}
