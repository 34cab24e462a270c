package io.pyrsia.cli.frame;

import java.util.Map;

/// What holds for every command: the root command gives it.
public interface Settings {

    Format format();

    boolean colours();

    /// The environment's variables.
    Map<String, String> environment();
}
