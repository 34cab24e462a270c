package io.pyrsia.cli.frame;

import java.util.Map;

/// What holds for every command: the root command gives it.
public interface Settings {

    Format format();

    /// Whether somebody sees what is printed at once, and it can be drawn over.
    boolean isTerminal();

    boolean colours();

    /// The environment's variables.
    Map<String, String> environment();
}
