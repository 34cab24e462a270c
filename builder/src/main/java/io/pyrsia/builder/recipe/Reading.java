package io.pyrsia.builder.recipe;

import java.util.List;

/// What reading a recipe gave: the recipe, or everything that is wrong with the text.
public sealed interface Reading {

    /// A recipe that can be built.
    record Valid(Recipe recipe) implements Reading {}

    /// A text that is none.
    ///
    /// @param problems at least one, in the order of lines
    record Invalid(List<Problem> problems) implements Reading {

        public Invalid {
            problems = List.copyOf(problems);
        }
    }
}
