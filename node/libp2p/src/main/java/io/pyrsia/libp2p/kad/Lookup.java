package io.pyrsia.libp2p.kad;

import io.pyrsia.libp2p.multiformats.PeerId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The iterative search for the peers closest to a key over disjoint paths: no peer is asked on two of them, so one
/// liar can mislead one path only. Inputs are answers and failures, outputs the next peers to ask.
///
/// Not for several threads at once: its runner guards it.
final class Lookup {

    /// Peers that one answer may add.
    static final int MAX_FROM_ONE_ANSWER = 2 * KadConfig.BUCKET_SIZE;
    /// Peers that one path considers, the closest ones.
    static final int MAX_CANDIDATES = 8 * KadConfig.BUCKET_SIZE;
    /// Peers that one search asks at most.
    static final int MAX_ASKED = 400;

    private enum State {
        KNOWN,
        ASKED,
        ANSWERED,
        FAILED
    }

    /// A path: the candidates it heard of and how far it is with each.
    private static final class Path {
        final Map<PeerId, State> states = new HashMap<>();
        int inFlight;
    }

    private final Comparator<PeerId> byDistance;
    private final PeerId self;
    private final int enough;
    private final int parallelPerPath;
    private final List<Path> paths = new ArrayList<>();

    /// Which path may ask a peer: the first that wanted to.
    private final Map<PeerId, Path> claims = new HashMap<>();

    Lookup(PeerId self, KadKey target, List<PeerId> seeds, KadConfig config) {
        this.self = self;
        this.byDistance = target.byDistance();
        this.enough = KadConfig.BUCKET_SIZE;
        int count = Math.clamp(seeds.size(), 1, config.disjointPaths());
        this.parallelPerPath = Math.max(1, config.parallel() / count);
        for (int i = 0; i < count; i++) {
            paths.add(new Path());
        }
        for (int i = 0; i < seeds.size(); i++) {
            consider(paths.get(i % count), seeds.get(i));
        }
    }

    /// The peers to ask now; each is returned once.
    List<PeerId> next() {
        List<PeerId> asks = new ArrayList<>();
        for (Path path : paths) {
            while (path.inFlight < parallelPerPath && claims.size() < MAX_ASKED) {
                PeerId peer = nextOf(path);
                if (peer == null) {
                    break;
                }
                claims.put(peer, path);
                path.states.put(peer, State.ASKED);
                path.inFlight++;
                asks.add(peer);
            }
        }
        return asks;
    }

    void answered(PeerId peer, List<PeerId> closer) {
        Path path = settle(peer, State.ANSWERED);
        closer.stream().limit(MAX_FROM_ONE_ANSWER).forEach(found -> consider(path, found));
        trim(path);
    }

    void failed(PeerId peer) {
        settle(peer, State.FAILED);
    }

    /// Whether nothing is under way and nothing is left to ask.
    boolean done() {
        return paths.stream().allMatch(path -> path.inFlight == 0)
                && (claims.size() >= MAX_ASKED || paths.stream().allMatch(path -> nextOf(path) == null));
    }

    /// The closest peers that answered, on whichever path.
    List<PeerId> closest() {
        Set<PeerId> answered = new HashSet<>();
        for (Path path : paths) {
            path.states.forEach((peer, state) -> {
                if (state == State.ANSWERED) {
                    answered.add(peer);
                }
            });
        }
        return answered.stream().sorted(byDistance).limit(enough).toList();
    }

    /// The closest peer that this path may still ask, unless the closest `enough` on it are settled.
    private @Nullable PeerId nextOf(Path path) {
        return path.states.entrySet().stream()
                .filter(entry -> entry.getValue() != State.FAILED && mine(path, entry.getKey()))
                .map(Map.Entry::getKey)
                .sorted(byDistance)
                .limit(enough)
                .filter(peer -> path.states.get(peer) == State.KNOWN)
                .findFirst()
                .orElse(null);
    }

    private boolean mine(Path path, PeerId peer) {
        Path owner = claims.get(peer);
        return owner == null || owner == path;
    }

    private void consider(Path path, PeerId peer) {
        if (!peer.equals(self)) {
            path.states.putIfAbsent(peer, State.KNOWN);
        }
    }

    private void trim(Path path) {
        if (path.states.size() > MAX_CANDIDATES) {
            path.states.entrySet().stream()
                    .filter(entry -> entry.getValue() == State.KNOWN)
                    .map(Map.Entry::getKey)
                    .sorted(byDistance.reversed())
                    .limit(path.states.size() - MAX_CANDIDATES)
                    .toList()
                    .forEach(path.states::remove);
        }
    }

    private Path settle(PeerId peer, State state) {
        Path path = claims.get(peer);
        if (path == null || path.states.get(peer) != State.ASKED) {
            throw new IllegalStateException(peer + " was not asked");
        }
        path.states.put(peer, state);
        path.inFlight--;
        return path;
    }
}
