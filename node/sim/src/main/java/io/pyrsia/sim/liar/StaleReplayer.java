package io.pyrsia.sim.liar;

import io.pyrsia.base.NodeId;
import io.pyrsia.consensus.Message;
import java.util.ArrayList;
import java.util.List;

/// Keeps what it hears and says it again much later, to somebody else.
final class StaleReplayer implements Liar {

    private static final int KEPT = 256;
    private static final double OFTEN = 0.2;

    private final Mouth mouth;
    private final List<Message> kept = new ArrayList<>();

    StaleReplayer(Mouth mouth) {
        this.mouth = mouth;
    }

    @Override
    public void heard(NodeId from, Message message) {
        if (kept.size() < KEPT) {
            kept.add(message);
        } else {
            kept.set(mouth.random().nextInt(KEPT), message);
        }
    }

    @Override
    public List<Message> instead(NodeId to, Message message) {
        if (kept.isEmpty() || mouth.random().nextDouble() > OFTEN) {
            return List.of(message);
        }
        return List.of(kept.get(mouth.random().nextInt(kept.size())), message);
    }
}
