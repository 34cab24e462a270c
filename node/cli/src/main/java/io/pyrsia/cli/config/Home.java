package io.pyrsia.cli.config;

import java.nio.file.Path;
import java.util.Map;

/// The folders of the one who runs `pyrsia`.
public final class Home {

    private Home() {}

    /// The command line's own configuration.
    public static Path configFile(Map<String, String> environment) {
        return folder(environment, "XDG_CONFIG_HOME", ".config").resolve("pyrsia-cli.toml");
    }

    /// The folder of the network that `pyrsia up` makes.
    public static Path network(Map<String, String> environment) {
        String named = environment.getOrDefault("PYRSIA_DATA", "");
        return named.isEmpty() ? of(environment).resolve(".pyrsia") : Path.of(named);
    }

    public static Path of(Map<String, String> environment) {
        return Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")));
    }

    private static Path folder(Map<String, String> environment, String variable, String below) {
        String named = environment.getOrDefault(variable, "");
        return (named.isEmpty() ? of(environment).resolve(below) : Path.of(named)).resolve("pyrsia");
    }
}
