package io.pyrsia.ledger;

import static io.pyrsia.ledger.World.PACKAGE;
import static io.pyrsia.ledger.World.observation;

import io.pyrsia.base.Purl;
import io.pyrsia.ledger.state.Limits;
import io.pyrsia.ledger.transaction.Action;
import io.pyrsia.ledger.transaction.Observation;
import io.pyrsia.ledger.transaction.Transaction;

/// Observations and removals that contradict what is known.
final class ArtifactScenarios {

    private static final Purl JAR = World.purl(PACKAGE + "#thing-1.0.jar");

    private ArtifactScenarios() {}

    private static World observed() {
        World world = World.ordinary();
        world.accept(World.registry(0), new Transaction.Observe(observation(JAR, "bytes", false)));
        return world;
    }

    private static Scenario observe(World world, Observation observation) {
        return Scenario.of(world, World.registry(1), new Transaction.Observe(observation));
    }

    static Scenario artifactRemoved() {
        World world = observed();
        world.decide(new Action.RemoveArtifact(PACKAGE, "malware"));
        return observe(world, observation(World.purl(PACKAGE + "#new.jar"), "bytes", false));
    }

    static Scenario tooManyArtifacts() {
        World world = new World(4, 2, new Limits(8, 8, 8, 8, 32, 8, 8, 8, 8, 8, 1, 8));
        world.accept(World.registry(0), new Transaction.Observe(observation(JAR, "bytes", false)));
        return observe(world, observation(World.purl(PACKAGE + "#new.jar"), "bytes", false));
    }

    static Scenario notARegistry() {
        return Scenario.of(
                World.ordinary(), World.certified(0), new Transaction.Observe(observation(JAR, "bytes", false)));
    }

    static Scenario fromTheFuture() {
        World world = World.ordinary();
        Observation now = observation(JAR, "bytes", false);
        return observe(
                world,
                new Observation(
                        now.purl(),
                        now.sha256(),
                        null,
                        now.size(),
                        now.pieceRoot(),
                        now.mediaType(),
                        now.url(),
                        world.state().timeMs() + 301_001,
                        false));
    }

    static Scenario nameIsFixed() {
        return observe(World.ordinary(), observation(JAR, "bytes", true));
    }

    static Scenario alreadyKnown() {
        return observe(observed(), observation(JAR, "bytes", false));
    }

    static Scenario alreadyDisputed() {
        World world = observed();
        world.accept(World.registry(1), new Transaction.Observe(observation(JAR, "others", false)));
        return observe(world, observation(JAR, "third", false));
    }

    static Scenario verdictExists() {
        World world = World.ordinary();
        world.vote(world.request(PACKAGE), seat -> World.built("same", "same"));
        return observe(world, observation(JAR, "others", false));
    }

    static Scenario noSuchArtifact() {
        return Scenario.of(
                World.ordinary(), World.authority(0), new Transaction.Propose(new Action.RemoveArtifact(JAR, "why")));
    }

    static Scenario tooManyFiles() {
        World world = new World(4, 2, Limits.DEFAULT);
        for (int i = 0; i < Files.MAX_AT_ONCE; i++) {
            Purl file = World.purl(PACKAGE + "#file-" + i);
            world.accept(World.registry(0), new Transaction.Observe(observation(file, "bytes", false)));
        }
        return Scenario.of(
                world, World.authority(0), new Transaction.Propose(new Action.RemoveArtifact(PACKAGE, "all")));
    }
}
