package io.pyrsia.builder.infer;

import io.pyrsia.base.Purl;
import io.pyrsia.builder.recipe.Recipe;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What guesses differ in; the rest of their recipes is usual.
///
/// @param registry the one registry that the source is from, the build reads and the published file is in
record Draft(
        String registry,
        Recipe.Source source,
        Map<String, String> tools,
        List<List<String>> fetch,
        List<List<String>> build,
        String output,
        Optional<Recipe.Published> published) {

    Recipe recipe(Purl purl, String ruleset) {
        return new Recipe(
                purl,
                source,
                tools,
                Recipe.Settings.DEFAULT,
                new Recipe.Fetch(fetch, Set.of(registry), Optional.empty()),
                build,
                List.of(output),
                published,
                new Recipe.Compare(ruleset, List.of()));
    }
}
