package io.pyrsia.ledger;

import io.pyrsia.base.NodeId;
import io.pyrsia.ledger.state.Limits;
import io.pyrsia.ledger.transaction.Action;
import io.pyrsia.ledger.transaction.Transaction;
import java.util.List;

/// Decisions that cannot be taken.
final class GovernanceScenarios {

    private static final Action ADD = new Action.AddAuthority(World.stranger());

    private GovernanceScenarios() {}

    /// Authorities, registries, builders, builders per sponsor, members, proposals, and proposals per authority.
    private static Limits limits(
            int authorities, int registries, int builders, int sponsored, int members, int proposals, int own) {
        return new Limits(authorities, registries, builders, sponsored, members, proposals, own, 8, 8, 8, 10_000, 8);
    }

    private static World small(Limits limits) {
        return new World(4, 2, limits);
    }

    private static Scenario propose(World world, Action action) {
        return Scenario.of(world, World.authority(0), new Transaction.Propose(action));
    }

    static Scenario notAnAuthority() {
        return Scenario.of(World.ordinary(), World.registry(0), new Transaction.Propose(ADD));
    }

    static Scenario proposalExists() {
        World world = World.ordinary();
        world.accept(World.authority(1), new Transaction.Propose(ADD));
        return propose(world, ADD);
    }

    static Scenario unknownProposal() {
        return Scenario.of(World.ordinary(), World.authority(0), new Transaction.Endorse(ADD.proposal()));
    }

    static Scenario alreadyEndorsed() {
        World world = World.ordinary();
        world.accept(World.authority(0), new Transaction.Propose(ADD));
        return Scenario.of(world, World.authority(0), new Transaction.Endorse(ADD.proposal()));
    }

    static Scenario tooManyProposals() {
        World world = small(limits(8, 8, 8, 8, 32, 1, 8));
        world.accept(World.authority(1), new Transaction.Propose(new Action.Certify(World.certified(0))));
        return propose(world, ADD);
    }

    static Scenario tooManyOwnProposals() {
        World world = small(limits(8, 8, 8, 8, 32, 8, 1));
        world.accept(World.authority(0), new Transaction.Propose(new Action.Certify(World.certified(0))));
        return propose(world, ADD);
    }

    /// The set changes in this block already.
    static Scenario epochSealed() {
        World world = World.ordinary();
        world.accept(World.authority(0), new Transaction.Propose(ADD));
        world.accept(World.authority(1), new Transaction.Endorse(ADD.proposal()));
        Checked decisive = world.next(World.authority(2), new Transaction.Endorse(ADD.proposal()));
        Checked late =
                world.next(World.authority(0), new Transaction.Propose(new Action.RemoveAuthority(World.authority(1))));
        return new Scenario(world, late, List.of(decisive));
    }

    static Scenario alreadyAuthority() {
        return propose(World.ordinary(), new Action.AddAuthority(World.authority(1)));
    }

    static Scenario noSuchAuthority() {
        return propose(World.ordinary(), new Action.RemoveAuthority(World.stranger()));
    }

    static Scenario lastAuthority() {
        return Scenario.of(new World(1, 1, Limits.DEFAULT), World.authority(0), new Transaction.RevokeOwnKey());
    }

    static Scenario tooFewAuthorities() {
        return Scenario.of(World.ordinary(), World.authority(0), new Transaction.RevokeOwnKey());
    }

    static Scenario tooManyAuthorities() {
        return propose(small(limits(4, 8, 8, 8, 32, 8, 8)), ADD);
    }

    static Scenario targetRevoked() {
        World world = World.ordinary();
        world.decide(new Action.RevokeKey(World.certified(0), "stolen"));
        return propose(world, new Action.AddAuthority(World.certified(0)));
    }

    static Scenario tooManyMembers() {
        return propose(small(limits(8, 8, 8, 8, 8, 8, 8)), ADD);
    }

    static Scenario alreadyRegistry() {
        return propose(World.ordinary(), new Action.AddRegistry(World.registry(1)));
    }

    static Scenario noSuchRegistry() {
        return propose(World.ordinary(), new Action.RemoveRegistry(World.stranger()));
    }

    static Scenario tooManyRegistries() {
        return propose(small(limits(8, 2, 8, 8, 32, 8, 8)), new Action.AddRegistry(World.stranger()));
    }

    static Scenario alreadyBuilder() {
        return register(World.ordinary(), World.certified(0));
    }

    static Scenario noSuchBuilder() {
        return propose(World.ordinary(), new Action.Certify(World.stranger()));
    }

    static Scenario builderSuspended() {
        World world = World.ordinary();
        world.decide(new Action.Suspend(World.certified(0), "incident"));
        return register(world, World.certified(0));
    }

    static Scenario tooManyBuilders() {
        return register(small(limits(8, 8, 2, 8, 32, 8, 8)), World.regular(0));
    }

    static Scenario tooManySponsored() {
        World world = small(limits(8, 8, 8, 1, 32, 8, 8));
        world.accept(World.authority(0), new Transaction.RegisterBuilder(World.regular(0)));
        return register(world, World.regular(1));
    }

    static Scenario noSuchMember() {
        return propose(World.ordinary(), new Action.RevokeKey(World.stranger(), "who"));
    }

    private static Scenario register(World world, NodeId node) {
        return Scenario.of(world, World.authority(0), new Transaction.RegisterBuilder(node));
    }
}
