package io.pyrsia.builder.infer;

import io.pyrsia.builder.recipe.Recipe;
import java.util.List;

/// What was found out about how a package was built.
public sealed interface Inference {

    /// A recipe that may be right: only building tells.
    ///
    /// @param reasons why each part of it was chosen, one a sentence
    record Guessed(Recipe recipe, List<String> reasons) implements Inference {

        public Guessed {
            reasons = List.copyOf(reasons);
        }
    }

    /// No recipe was found.
    ///
    /// @param tried what was looked at, and why it did not help
    record NotFound(List<String> tried) implements Inference {

        public NotFound {
            tried = List.copyOf(tried);
        }
    }
}
