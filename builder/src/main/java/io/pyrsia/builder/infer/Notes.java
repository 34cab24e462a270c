package io.pyrsia.builder.infer;

import java.util.ArrayList;
import java.util.List;

/// What was concluded and what was tried in vain, in order, while one recipe is looked for.
final class Notes {

    private final List<String> reasons = new ArrayList<>();
    private final List<String> tried = new ArrayList<>();

    void because(String reason) {
        reasons.add(reason);
    }

    void inVain(String attempt) {
        tried.add(attempt);
    }

    List<String> reasons() {
        return reasons;
    }

    /// Everything, because what was concluded shows how far the search came.
    List<String> tried() {
        List<String> all = new ArrayList<>(reasons);
        all.addAll(tried);
        return all;
    }
}
