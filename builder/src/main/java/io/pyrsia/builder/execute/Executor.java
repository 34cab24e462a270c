package io.pyrsia.builder.execute;

import io.pyrsia.builder.recipe.Recipe;
import java.io.OutputStream;
import java.nio.file.Path;

/// Something that builds what a recipe says, on this machine or on others.
public interface Executor {

    /// Builds once. Whatever the recipe, the source or the build does, the answer is an outcome, and the next
    /// build is not affected. A thread that is interrupted gets an outcome soon.
    ///
    /// @param folder an empty folder that the outputs and inputs are put into, for the caller to delete
    /// @param told takes what the commands print as it comes, and never fails
    Outcome build(Recipe recipe, Path folder, OutputStream told);
}
