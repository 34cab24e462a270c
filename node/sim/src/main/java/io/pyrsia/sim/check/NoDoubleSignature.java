package io.pyrsia.sim.check;

import io.pyrsia.consensus.Evidence;
import io.pyrsia.consensus.Statement;
import io.pyrsia.consensus.Vote;
import io.pyrsia.sim.node.Observer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// No two conflicting signatures of an honest node ever leave it, whatever it lived through in between.
public final class NoDoubleSignature implements Observer {

    private record Place(int node, long epoch, long view) {}

    private final Map<Place, List<Statement>> signed = new HashMap<>();

    @Override
    public void sends(int node, Vote vote) {
        Statement statement = vote.statement();
        List<Statement> before = signed.computeIfAbsent(
                new Place(node, statement.epoch(), statement.view()), ignored -> new ArrayList<>());
        for (Statement other : before) {
            if (Evidence.conflict(other, statement)) {
                throw new Violation("no double signature", "n" + node + " sent " + statement + " after " + other);
            }
        }
        if (!before.contains(statement)) {
            before.add(statement);
        }
    }
}
