package io.pyrsia.server.ledger;

import io.pyrsia.base.NodeId;
import io.pyrsia.base.seam.Clock;
import io.pyrsia.ledger.View;
import java.util.List;

/// Says when this authority has to have a block made because something is due and nobody else speaks: they take
/// turns, a second apart, so that mostly one does. One thread owns it.
final class DueTimes {

    private static final long TURN_MS = 1_000;

    private final NodeId self;
    private final Clock clock;
    private long spokenAt = -1;

    DueTimes(NodeId self, Clock clock) {
        this.self = self;
        this.clock = clock;
    }

    /// Once for each height.
    boolean needsTick(View view) {
        List<NodeId> authorities = view.state().authorities().nodes();
        long height = view.state().height();
        int place = authorities.indexOf(self);
        if (place < 0 || view.dueAtMs().isEmpty() || spokenAt == height) {
            return false;
        }
        long turn = Math.floorMod(place - height, authorities.size());
        long since = Math.max(view.dueAtMs().getAsLong(), view.state().timeMs());
        if (clock.now().toEpochMilli() < since + turn * TURN_MS) {
            return false;
        }
        spokenAt = height;
        return true;
    }
}
