package io.pyrsia.builder.infer;

import io.pyrsia.base.Purl;
import io.pyrsia.builder.recipe.Recipe;
import java.io.IOException;
import java.util.Optional;

/// Knows how packages of one kind are usually built.
interface Guess {

    /// A recipe for a version of a package; empty if there is none, with notes of what was tried.
    Optional<Recipe> recipe(Purl purl, String version, Notes notes) throws IOException;
}
