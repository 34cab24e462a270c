package io.pyrsia.server.ledger;

import io.pyrsia.base.NodeId;
import io.pyrsia.base.seam.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// How far others say they are; safe for use by many threads.
final class Standings {

    private static final int MAX_NODES = 256;
    private static final long LATELY_NANOS = TimeUnit.SECONDS.toNanos(10);

    private record Heard(long height, long nanos) {}

    private final Clock clock;
    /// Guarded by this.
    private final Map<NodeId, Heard> heard = new LinkedHashMap<>();

    Standings(Clock clock) {
        this.clock = clock;
    }

    synchronized void heard(NodeId node, long height) {
        heard.remove(node);
        if (heard.size() >= MAX_NODES) {
            heard.remove(heard.keySet().iterator().next());
        }
        heard.put(node, new Heard(height, clock.nanos()));
    }

    synchronized boolean hasHeardLately() {
        return !lately().isEmpty();
    }

    /// The height that more than so many liars could not make up; 0 if nobody was heard lately.
    synchronized long networkHeight(int liars) {
        List<Long> heights = lately();
        if (heights.isEmpty()) {
            return 0;
        }
        heights.sort(Collections.reverseOrder());
        return heights.get(Math.min(liars, heights.size() - 1));
    }

    private List<Long> lately() {
        long now = clock.nanos();
        List<Long> heights = new ArrayList<>();
        heard.values().forEach(each -> {
            if (now - each.nanos() <= LATELY_NANOS) {
                heights.add(each.height());
            }
        });
        return heights;
    }
}
