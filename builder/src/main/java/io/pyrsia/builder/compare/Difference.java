package io.pyrsia.builder.compare;

import java.util.List;

/// One member that differs, how much, and why in words.
public record Difference(String path, Level level, List<String> reasons) {

    public Difference {
        reasons = List.copyOf(reasons);
    }
}
