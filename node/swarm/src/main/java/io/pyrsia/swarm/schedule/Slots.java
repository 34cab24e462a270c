package io.pyrsia.swarm.schedule;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Who may be sent pieces now: a few at a time, because many slow transfers spread a blob later than a few fast ones.
/// Who waits gets the slot of whoever had one for the longest time, or does not use it.
public final class Slots {

    /// How long a slot is kept while others wait.
    static final long TURN_NANOS = 2_000_000_000L;
    /// A slot in which nothing is asked for is given away after this.
    static final long IDLE_NANOS = 300_000_000L;

    /// A peer that may be sent pieces from now on, or no longer.
    public record Change(int peer, boolean choked) {}

    private static final class Turn {
        private final long since;
        private long lastUse;

        Turn(long since) {
            this.since = since;
            this.lastUse = since;
        }
    }

    private final int count;
    /// All fields are owned by the caller, one at a time.
    private final Map<Integer, Turn> served = new LinkedHashMap<>();

    private final Deque<Integer> waiting = new ArrayDeque<>();

    public Slots(int count) {
        this.count = count;
    }

    public List<Change> join(int peer, long now) {
        waiting.add(peer);
        return fill(now);
    }

    public List<Change> leave(int peer, long now) {
        served.remove(peer);
        waiting.remove(peer);
        return fill(now);
    }

    /// Says that a peer with a slot asked for a piece or was sent one.
    public void used(int peer, long now) {
        Turn turn = served.get(peer);
        if (turn != null) {
            turn.lastUse = now;
        }
    }

    /// Gives slots to others whose turn has come.
    public List<Change> rotate(long now) {
        List<Change> changes = new ArrayList<>();
        int wanted = waiting.size();
        for (Iterator<Map.Entry<Integer, Turn>> each = served.entrySet().iterator(); each.hasNext() && wanted > 0; ) {
            Map.Entry<Integer, Turn> next = each.next();
            Turn turn = next.getValue();
            if (now - turn.since > TURN_NANOS || now - turn.lastUse > IDLE_NANOS) {
                each.remove();
                waiting.add(next.getKey());
                changes.add(new Change(next.getKey(), true));
                wanted--;
            }
        }
        changes.addAll(fill(now));
        return changes;
    }

    private List<Change> fill(long now) {
        List<Change> changes = new ArrayList<>();
        while (served.size() < count && !waiting.isEmpty()) {
            int peer = waiting.poll();
            served.put(peer, new Turn(now));
            changes.add(new Change(peer, false));
        }
        return changes;
    }
}
