package io.pyrsia.libp2p.kad;

import io.pyrsia.libp2p.multiformats.PeerId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Carries out one [Lookup]: a virtual thread for every question, one owner for the state.
final class LookupRunner {

    /// No search takes longer; it ends with what it has.
    static final Duration MAX_DURATION = Duration.ofMinutes(1);

    /// What a search does with each answer.
    @FunctionalInterface
    interface Visitor {
        /// Whether the search has what it wants.
        boolean visit(PeerId peer, KadMessage answer);
    }

    private record Reply(PeerId peer, Optional<KadMessage> answer) {}

    private final PeerId self;
    private final KadConfig config;
    private final KadClient client;

    LookupRunner(PeerId self, KadConfig config, KadClient client) {
        this.self = self;
        this.config = config;
        this.client = client;
    }

    /// The closest peers that answered `request`, each with its addresses.
    ///
    /// `failed` hears of those that did not.
    List<KadPeer> run(KadMessage request, List<KadPeer> seeds, Visitor visitor, Consumer<PeerId> failed)
            throws InterruptedException {
        Map<PeerId, KadPeer> heardOf = new HashMap<>();
        seeds.forEach(seed -> heardOf.put(seed.id(), seed));
        Lookup lookup = new Lookup(
                self, KadKey.of(request.key()), seeds.stream().map(KadPeer::id).toList(), config);
        BlockingQueue<Reply> replies = new LinkedBlockingQueue<>();
        long end = System.nanoTime() + MAX_DURATION.toNanos();
        while (true) {
            for (PeerId peer : lookup.next()) {
                KadPeer whole = heardOf.getOrDefault(peer, new KadPeer(peer, List.of()));
                Thread.ofVirtual()
                        .name("kad-ask")
                        .start(() -> replies.add(new Reply(peer, client.ask(whole, request))));
            }
            Reply reply = lookup.done() ? null : replies.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (reply != null && reply.answer().isEmpty()) {
                failed.accept(reply.peer());
            }
            if (reply == null || take(reply, lookup, heardOf, visitor)) {
                return lookup.closest().stream()
                        .map(peer -> heardOf.getOrDefault(peer, new KadPeer(peer, List.of())))
                        .toList();
            }
        }
    }

    private static boolean take(Reply reply, Lookup lookup, Map<PeerId, KadPeer> heardOf, Visitor visitor) {
        if (reply.answer().isEmpty()) {
            lookup.failed(reply.peer());
            return false;
        }
        KadMessage answer = reply.answer().get();
        answer.closer().forEach(peer -> heardOf.putIfAbsent(peer.id(), peer));
        lookup.answered(reply.peer(), answer.closer().stream().map(KadPeer::id).toList());
        return visitor.visit(reply.peer(), answer);
    }
}
