package io.pyrsia.server.consensus;

import io.pyrsia.consensus.Block;
import io.pyrsia.consensus.Statement;
import java.util.Comparator;

/// A view of an epoch, in the order in which they come.
record Position(long epoch, long view) implements Comparable<Position> {

    private static final Comparator<Position> ORDER =
            Comparator.comparingLong(Position::epoch).thenComparingLong(Position::view);

    static Position of(Block block) {
        return new Position(block.header().epoch(), block.view());
    }

    static Position of(Statement statement) {
        return new Position(statement.epoch(), statement.view());
    }

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }
}
