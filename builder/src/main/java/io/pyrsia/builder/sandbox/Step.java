package io.pyrsia.builder.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/// One command to be run in a sandbox; what is not named here, it does not see.
///
/// @param folder where it starts, within [#HOME]
/// @param umask what the command takes from the modes of new files, in octal
/// @param limit how long it may take by the clock on the wall
public record Step(List<String> argv, Map<String, String> environment, String folder, String umask, Duration limit) {

    /// The build's disk as its commands see it.
    public static final String HOME = "/build";

    public Step {
        argv = List.copyOf(argv);
        environment = Map.copyOf(environment);
        if (argv.isEmpty() || !folder.startsWith(HOME) || !umask.matches("0?[0-7]{3}")) {
            throw new IllegalArgumentException("a command, a folder within " + HOME + " and an octal umask");
        }
    }

    /// A command that starts on the build's disk with nothing in its environment but a path.
    public static Step of(Duration limit, String... argv) {
        return new Step(List.of(argv), Map.of(), HOME, "022", limit);
    }
}
