package io.pyrsia.libp2p.gossip;

import io.pyrsia.libp2p.multiformats.PeerId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The messages of the last heartbeats: the newest windows are announced to others, all are given on request.
final class MessageCache {

    static final int WINDOWS = 5;
    static final int ANNOUNCED_WINDOWS = 3;

    private static final class Kept {
        final GossipMessage message;
        final Map<PeerId, Integer> given = new HashMap<>();

        Kept(GossipMessage message) {
            this.message = message;
        }
    }

    private final Map<MessageId, Kept> messages = new LinkedHashMap<>();

    /// The ids of each window, the newest window first.
    private final Deque<List<MessageId>> windows = new ArrayDeque<>();

    private long bytes;

    MessageCache() {
        windows.addFirst(new ArrayList<>());
    }

    void put(GossipMessage message) {
        MessageId id = message.id();
        if (messages.containsKey(id)) {
            return;
        }
        messages.put(id, new Kept(message));
        windows.getFirst().add(id);
        bytes += message.data().size();
        while (messages.size() > GossipLimits.MAX_CACHED_MESSAGES || bytes > GossipLimits.MAX_CACHED_BYTES) {
            drop(messages.keySet().iterator().next());
        }
    }

    /// The message, unless `peer` has had it often enough already.
    Optional<GossipMessage> give(MessageId id, PeerId peer) {
        Kept kept = messages.get(id);
        if (kept == null || kept.given.merge(peer, 1, Integer::sum) > GossipLimits.MAX_IWANT_RETRANSMITS) {
            return Optional.empty();
        }
        return Optional.of(kept.message);
    }

    /// The ids to be announced, by topic.
    Map<String, List<MessageId>> announced() {
        Map<String, List<MessageId>> ids = new LinkedHashMap<>();
        for (List<MessageId> window : windows.stream().limit(ANNOUNCED_WINDOWS).toList()) {
            for (MessageId id : window) {
                Kept kept = messages.get(id);
                if (kept != null) {
                    ids.computeIfAbsent(kept.message.topic(), topic -> new ArrayList<>())
                            .add(id);
                }
            }
        }
        return ids;
    }

    /// A heartbeat passed.
    void shift() {
        windows.addFirst(new ArrayList<>());
        if (windows.size() > WINDOWS) {
            windows.removeLast().forEach(this::drop);
        }
    }

    int size() {
        return messages.size();
    }

    private void drop(MessageId id) {
        Kept kept = messages.remove(id);
        if (kept != null) {
            bytes -= kept.message.data().size();
        }
    }
}
