package io.pyrsia.ledger;

import static io.pyrsia.ledger.World.PACKAGE;
import static io.pyrsia.ledger.World.recipe;

import io.pyrsia.base.Purl;
import io.pyrsia.ledger.state.Limits;
import io.pyrsia.ledger.transaction.Transaction;

/// Recipes that are not taken.
final class RecipeScenarios {

    private RecipeScenarios() {}

    static Scenario notAPublisher() {
        return Scenario.of(World.ordinary(), World.registry(0), new Transaction.PublishRecipe(recipe(PACKAGE, "1")));
    }

    static Scenario recipeExists() {
        return Scenario.of(published(), World.authority(1), new Transaction.PublishRecipe(recipe(PACKAGE, "2")));
    }

    static Scenario noSuchRecipe() {
        return Scenario.of(World.ordinary(), World.authority(0), new Transaction.Request(PACKAGE));
    }

    static Scenario recipeMovedOn() {
        return supersede("2", "3");
    }

    static Scenario sameRecipe() {
        return supersede("1", "1");
    }

    static Scenario tooManyRecipes() {
        World world = new World(4, 2, new Limits(8, 8, 8, 8, 32, 8, 8, 8, 8, 1, 10_000, 8));
        world.accept(World.authority(0), new Transaction.PublishRecipe(recipe(PACKAGE, "1")));
        Purl other = World.purl("pkg:maven/org.example/other@1.0");
        return Scenario.of(world, World.authority(0), new Transaction.PublishRecipe(recipe(other, "1")));
    }

    private static Scenario supersede(String previous, String next) {
        Transaction supersede =
                new Transaction.SupersedeRecipe(recipe(PACKAGE, previous).digest(), recipe(PACKAGE, next));
        return Scenario.of(published(), World.certified(0), supersede);
    }

    private static World published() {
        World world = World.ordinary();
        world.accept(World.authority(0), new Transaction.PublishRecipe(recipe(PACKAGE, "1")));
        return world;
    }
}
