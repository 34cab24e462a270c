package io.pyrsia.ledger;

import io.pyrsia.ledger.state.Account;
import io.pyrsia.ledger.state.Limits;
import io.pyrsia.ledger.transaction.Action;
import io.pyrsia.ledger.transaction.Transaction;

/// Authors who may not speak.
final class AuthorScenarios {

    private static final Transaction HARMLESS = new Transaction.RegisterBuilder(World.stranger());

    private AuthorScenarios() {}

    static Scenario unsound(Reason reason) {
        return new Scenario(World.ordinary(), new Checked.Unsound(reason));
    }

    static Scenario unknownAuthor() {
        return Scenario.of(World.ordinary(), World.stranger(), HARMLESS);
    }

    static Scenario keyRevoked() {
        World world = new World(5, 12, Limits.DEFAULT);
        world.decide(new Action.RevokeKey(World.authority(3), "lost"));
        return Scenario.of(world, World.authority(3), HARMLESS);
    }

    static Scenario replayed() {
        World world = World.ordinary();
        Checked.Sound once = world.next(World.authority(0), HARMLESS);
        world.submit(once);
        return new Scenario(world, once);
    }

    static Scenario tooOld() {
        World world = World.ordinary();
        world.submit(World.sound(World.authority(0), 100, HARMLESS));
        return new Scenario(world, World.sound(World.authority(0), 100 - Account.WINDOW, HARMLESS));
    }

    static Scenario tooFarAhead() {
        return new Scenario(World.ordinary(), World.sound(World.authority(0), Account.MAX_AHEAD + 1, HARMLESS));
    }
}
