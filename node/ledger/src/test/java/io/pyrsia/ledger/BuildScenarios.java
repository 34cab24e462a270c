package io.pyrsia.ledger;

import static io.pyrsia.ledger.World.PACKAGE;
import static io.pyrsia.ledger.World.built;

import io.pyrsia.base.NodeId;
import io.pyrsia.base.Purl;
import io.pyrsia.ledger.state.Limits;
import io.pyrsia.ledger.state.Phase;
import io.pyrsia.ledger.state.Seat;
import io.pyrsia.ledger.transaction.Action;
import io.pyrsia.ledger.transaction.BuildOutcome;
import io.pyrsia.ledger.transaction.Id;
import io.pyrsia.ledger.transaction.Transaction;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/// Requests, shares and votes that come too often, too early, too late, or from the wrong node.
final class BuildScenarios {

    private static final Purl OTHER = World.purl("pkg:maven/org.example/other@1.0");
    private static final Bytes PROOF = Bytes.wrap(new byte[80]);
    private static final BuildOutcome ANSWER = built("same", "same");

    private BuildScenarios() {}

    /// A world with one open request.
    private record Open(World world, Id id) {

        static Open requested() {
            World world = World.ordinary();
            return new Open(world, world.request(PACKAGE));
        }

        static Open drawing() {
            Open open = requested();
            open.world.pass(1_000);
            return open;
        }

        static Open building() {
            Open open = drawing();
            open.world.draw(open.id);
            return open;
        }

        static Open revealing() {
            Open open = building();
            for (Seat seat : open.seated()) {
                open.world.accept(seat.node(), World.commit(open.id, 0, seat.node(), ANSWER));
            }
            return open;
        }

        List<Seat> seated() {
            return switch (world.open(id).phase()) {
                case Phase.Building building ->
                    building.seats().stream().filter(Seat::isSeated).toList();
                case Phase.Revealing revealing ->
                    revealing.seats().stream().filter(Seat::isSeated).toList();
                case Phase.AwaitingSeed ignored -> List.of();
                case Phase.Drawing ignored -> List.of();
            };
        }

        NodeId first() {
            return seated().getFirst().node();
        }

        Phase.Drawing seed() {
            return (Phase.Drawing) world.open(id).phase();
        }

        Scenario draw(NodeId author, int round, Bytes seed) {
            return Scenario.of(world, author, new Transaction.Draw(id, round, seed, PROOF));
        }

        Scenario commit(NodeId author, int round) {
            return Scenario.of(world, author, World.commit(id, round, author, ANSWER));
        }

        Scenario reveal(NodeId author, BuildOutcome answer) {
            return Scenario.of(world, author, new Transaction.Reveal(id, 0, World.SALT, answer));
        }
    }

    private static World limited(int open, int openPerNode) {
        return new World(4, 5, new Limits(8, 8, 8, 8, 32, 8, 8, open, openPerNode, 8, 10_000, 8));
    }

    private static Scenario requestOther(World world, NodeId author) {
        world.accept(World.authority(0), new Transaction.PublishRecipe(World.recipe(OTHER, "1")));
        return Scenario.of(world, author, new Transaction.Request(OTHER));
    }

    static Scenario alreadyRequested() {
        return Scenario.of(Open.requested().world, World.authority(0), new Transaction.Request(PACKAGE));
    }

    static Scenario alreadyVerified() {
        Open open = Open.requested();
        open.world.vote(open.id, seat -> ANSWER);
        return Scenario.of(open.world, World.authority(0), new Transaction.Request(PACKAGE));
    }

    static Scenario tooManyAttempts() {
        World world = World.ordinary();
        for (int i = 0; i < world.state().parameters().attempts(); i++) {
            world.vote(world.request(PACKAGE), seat -> new BuildOutcome.CannotBuild("no network"));
        }
        return Scenario.of(world, World.authority(0), new Transaction.Request(PACKAGE));
    }

    static Scenario noBuilders() {
        World world = new World(4, 0, Limits.DEFAULT);
        world.accept(World.authority(0), new Transaction.PublishRecipe(World.recipe(PACKAGE, "1")));
        return Scenario.of(world, World.authority(0), new Transaction.Request(PACKAGE));
    }

    static Scenario tooManyRequests() {
        World world = limited(1, 8);
        world.request(PACKAGE);
        return requestOther(world, World.authority(0));
    }

    static Scenario tooManyOwnRequests() {
        World world = limited(8, 1);
        world.request(PACKAGE);
        return requestOther(world, World.authority(1));
    }

    static Scenario unknownRequest() {
        Id nothing = Id.of(Bytes.of(1));
        return Scenario.of(World.ordinary(), World.certified(0), new Transaction.Commit(nothing, 0, World.hash("x")));
    }

    static Scenario wrongPhase() {
        Open open = Open.drawing();
        return open.commit(World.certified(0), 0);
    }

    static Scenario wrongRound() {
        Open open = Open.building();
        return open.commit(open.first(), 1);
    }

    static Scenario wrongSeed() {
        Open open = Open.drawing();
        return open.draw(World.authority(0), 0, World.hash("another block"));
    }

    static Scenario notYourTurn() {
        Open open = Open.drawing();
        List<NodeId> turns = open.world.turns(open.id, open.seed());
        NodeId last = World.nodes("authority", 4).stream()
                .filter(node -> !turns.contains(node))
                .findFirst()
                .orElseThrow();
        return open.draw(last, 0, open.seed().seed());
    }

    static Scenario alreadyDrew() {
        Open open = Open.drawing();
        NodeId turn = open.world.turns(open.id, open.seed()).getFirst();
        open.world.accept(turn, new Transaction.Draw(open.id, 0, open.seed().seed(), PROOF));
        return open.draw(turn, 0, open.seed().seed());
    }

    static Scenario notSeated() {
        Open open = Open.building();
        List<NodeId> seated = open.seated().stream().map(Seat::node).toList();
        NodeId spare = World.nodes("certified", 12).stream()
                .filter(node -> !seated.contains(node))
                .findFirst()
                .orElseThrow();
        return open.commit(spare, 0);
    }

    static Scenario notAnActiveBuilder() {
        Open open = Open.building();
        NodeId seated = open.first();
        open.world.decide(new Action.Suspend(seated, "incident"));
        return open.commit(seated, 0);
    }

    static Scenario notAsked() {
        Open open = Open.building();
        return Scenario.of(open.world, open.first(), new Transaction.Present(open.id, 0));
    }

    static Scenario alreadyCommitted() {
        Open open = Open.building();
        open.world.accept(open.first(), World.commit(open.id, 0, open.first(), ANSWER));
        return open.commit(open.first(), 0);
    }

    static Scenario alreadyRevealed() {
        Open open = Open.revealing();
        open.world.accept(open.first(), new Transaction.Reveal(open.id, 0, World.SALT, ANSWER));
        return open.reveal(open.first(), ANSWER);
    }

    static Scenario revealDiffers() {
        Open open = Open.revealing();
        return open.reveal(open.first(), built("other", "other"));
    }

    static Scenario nothingDue() {
        return Scenario.of(World.ordinary(), World.authority(0), new Transaction.Tick());
    }
}
