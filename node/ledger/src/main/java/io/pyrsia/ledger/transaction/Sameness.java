package io.pyrsia.ledger.transaction;

import java.util.List;

/// How much two builds of one artifact are the same, from identical to different.
public enum Sameness {
    E0("identical"),
    E1("only the compression differs"),
    E2("order, times, owners or archive extras differ"),
    E3("declared volatile content differs"),
    E4("class files are equal once constant pools are resolved"),
    X("different");

    /// From the same to different.
    public static final List<Sameness> ORDER = List.of(E0, E1, E2, E3, E4, X);

    private final String meaning;

    Sameness(String meaning) {
        this.meaning = meaning;
    }

    /// The level in words.
    public String meaning() {
        return meaning;
    }
}
