package io.pyrsia.sim;

import io.pyrsia.base.NodeId;
import io.pyrsia.consensus.AuthoritySet;
import io.pyrsia.consensus.Limits;
import io.pyrsia.sim.check.Validity;
import io.pyrsia.sim.kernel.Concern;
import io.pyrsia.sim.kernel.RandomStreams;
import io.pyrsia.sim.node.SimulatedNode;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Asks for other sets of authorities: one more, one less, one key for another, or several of these at once.
final class Membership {

    private static final int MAX_CHANGES_AT_ONCE = 3;

    private final World world;
    private final Roster roster;
    private final Validity validity;
    private final Clients clients;
    private final SplittableRandom random;

    Membership(World world, Roster roster, Validity validity, Clients clients, RandomStreams streams) {
        this.world = world;
        this.roster = roster;
        this.validity = validity;
        this.clients = clients;
        this.random = streams.stream(Concern.MEMBERSHIP);
    }

    void change() {
        AuthoritySet now = validity.sets(validity.newestEpoch()).iterator().next();
        List<NodeId> members = new ArrayList<>(now.members());
        List<NodeId> outside = new ArrayList<>();
        for (SimulatedNode node : world.nodes) {
            if (!members.contains(node.id()) && !node.isLiar()) {
                outside.add(node.id());
            }
        }
        for (int changes = 1 + random.nextInt(MAX_CHANGES_AT_ONCE); changes > 0; changes--) {
            changeOnce(members, outside);
        }
        AuthoritySet next = World.set(members);
        if (!next.equals(now) && roster.admits(next)) {
            long number = clients.submit(world.nodes, next);
            world.timeline.note("client", "asks in %d for %s instead of %s", number, next, now);
        }
    }

    private void changeOnce(List<NodeId> members, List<NodeId> outside) {
        boolean adds = !outside.isEmpty() && random.nextBoolean();
        boolean removes = members.size() + (adds ? 1 : 0) > Limits.MIN_AUTHORITIES && random.nextBoolean();
        if (removes) {
            members.remove(random.nextInt(members.size()));
        }
        if (adds) {
            members.add(random.nextInt(members.size() + 1), outside.remove(random.nextInt(outside.size())));
        }
    }
}
