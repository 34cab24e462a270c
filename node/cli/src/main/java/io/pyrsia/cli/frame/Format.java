package io.pyrsia.cli.frame;

import java.util.Locale;

/// How a command prints what it found out; it is written in lower case.
public enum Format {
    /// For people.
    TABLE,
    JSON,
    YAML;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
