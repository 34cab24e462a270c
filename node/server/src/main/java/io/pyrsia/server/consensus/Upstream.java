package io.pyrsia.server.consensus;

import io.pyrsia.base.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// Whom a follower has what becomes final sent by: one partner at a time, so that nothing comes twice, and another
/// one when that one is gone, and after a while anyway, so that one who withholds delays little and not for long.
final class Upstream {

    /// Questions after which another partner takes over; there is one in every standstill period.
    private static final int TURN = 30;

    /// Guarded by this, like all fields.
    private boolean follows;

    private @Nullable NodeId source;
    private int questions;
    private int at;

    /// Authorities need nobody: they hear of everything by their votes.
    synchronized void follow(boolean on, Map<NodeId, PeerLink> partners) {
        follows = on;
        if (on) {
            tend(partners);
        } else {
            leave(partners);
        }
    }

    private void leave(Map<NodeId, PeerLink> partners) {
        PeerLink link = source == null ? null : partners.get(source);
        if (link != null) {
            link.greet(Bytes.EMPTY);
            link.offer(Frame.encodeSubscribe(false));
        }
        source = null;
    }

    /// Looks whether it is time for another source.
    synchronized void tend(Map<NodeId, PeerLink> partners) {
        if (!follows) {
            return;
        }
        questions++;
        NodeId now = source;
        PeerLink link = now == null ? null : partners.get(now);
        if (link != null && link.isOpen() && questions < TURN) {
            return;
        }
        questions = 0;
        List<NodeId> open = open(partners);
        open.remove(now);
        if (open.isEmpty()) {
            return;
        }
        NodeId next = open.get(Math.floorMod(at++, open.size()));
        leave(partners);
        PeerLink chosen = partners.get(next);
        if (chosen != null) {
            source = next;
            chosen.greet(Frame.encodeSubscribe(true));
        }
    }

    /// One of the partners that are connected, another one each time.
    synchronized @Nullable PeerLink next(Map<NodeId, PeerLink> partners) {
        List<NodeId> open = open(partners);
        return open.isEmpty() ? null : partners.get(open.get(Math.floorMod(at++, open.size())));
    }

    private static List<NodeId> open(Map<NodeId, PeerLink> partners) {
        List<NodeId> open = new ArrayList<>();
        new TreeMap<>(partners).forEach((node, link) -> {
            if (link.isOpen()) {
                open.add(node);
            }
        });
        return open;
    }
}
