package io.pyrsia.ledger;

import io.pyrsia.base.Digest;
import io.pyrsia.base.NodeId;
import io.pyrsia.ledger.state.Table;
import io.pyrsia.ledger.transaction.Recipe;
import org.apache.tuweni.bytes.Bytes;

/// Which recipe each package version is built by.
final class Recipes {

    private Recipes() {}

    static Outcome publish(Draft draft, NodeId author, Recipe recipe) {
        if (!isPublisher(draft, author)) {
            return Reason.NOT_A_PUBLISHER.rejected();
        }
        Bytes version = Table.version(recipe.purl());
        if (draft.get(Table.RECIPES, version) != null) {
            return Reason.RECIPE_EXISTS.rejected();
        }
        if (draft.size(Table.RECIPES) >= draft.limits().recipes()) {
            return Reason.TOO_MANY_RECIPES.rejected();
        }
        draft.put(Table.RECIPES, version, recipe);
        return Outcome.accepted();
    }

    /// Builds that are open go on with the recipe they were asked for.
    static Outcome supersede(Draft draft, NodeId author, Digest previous, Recipe recipe) {
        if (!isPublisher(draft, author)) {
            return Reason.NOT_A_PUBLISHER.rejected();
        }
        Bytes version = Table.version(recipe.purl());
        Recipe current = draft.get(Table.RECIPES, version);
        if (current == null) {
            return Reason.NO_SUCH_RECIPE.rejected();
        }
        if (!current.digest().equals(previous)) {
            return Reason.RECIPE_MOVED_ON.rejected();
        }
        if (current.equals(recipe)) {
            return Reason.SAME_RECIPE.rejected();
        }
        draft.put(Table.RECIPES, version, recipe);
        return Outcome.accepted();
    }

    private static boolean isPublisher(Draft draft, NodeId author) {
        return draft.member(author).isAuthority() || Builders.isCertified(draft, author);
    }
}
