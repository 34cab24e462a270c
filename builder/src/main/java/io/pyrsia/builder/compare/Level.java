package io.pyrsia.builder.compare;

import java.util.List;

/// How much two artifacts are the same, from identical to different.
public enum Level {
    E0("identical"),
    E1("only the compression differs"),
    E2("order, times, owners or archive extras differ"),
    E3("declared volatile content differs"),
    E4("class files are equal once constant pools are resolved"),
    X("different");

    /// The rungs of the ladder: every level but "different".
    public static final List<Level> RUNGS = List.of(E0, E1, E2, E3, E4);

    private final String meaning;

    Level(String meaning) {
        this.meaning = meaning;
    }

    public String meaning() {
        return meaning;
    }

    /// The lower of two: an artifact is as much the same as the most different of its parts.
    Level and(Level other) {
        return compareTo(other) > 0 ? this : other;
    }
}
