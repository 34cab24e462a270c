package io.pyrsia.swarm.schedule;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Decides whom to ask for which piece of one blob. `step` takes what happened and the time, and returns what to do;
/// the same inputs give the same effects.
///
/// Which piece: the ones that a reader waits for, then the rarest, or the next in order where nobody else is
/// fetching. From whom: whoever has room. A complete peer is not asked for what an incomplete one has, so that it
/// spreads pieces that nobody has yet. When all pieces are asked for, those that take too long are asked for again
/// elsewhere, and the loser is told to stop.
public final class Scheduler {

    /// The fewest and most requests that wait at one peer; as many as it answers in [#FLIGHT_NANOS].
    static final int MIN_IN_FLIGHT = 2;

    static final int MAX_IN_FLIGHT = 8;
    static final long FLIGHT_NANOS = 80_000_000;
    /// A request that waits longer than this, and three times what a piece takes, is made elsewhere too.
    static final long HEDGE_NANOS = 250_000_000;
    /// A peer that answers no request for this long is dropped.
    static final long SILENCE_NANOS = 10_000_000_000L;
    /// After so long without a piece, complete peers are asked for anything.
    static final long STALL_NANOS = 500_000_000;
    /// How often one piece is asked for at the same time.
    static final int MAX_COPIES = 2;

    private final Pieces pieces;
    /// All fields below are owned by whoever calls `step`, one caller at a time.
    private final Map<Integer, Peer> peers = new TreeMap<>();

    private boolean leaves;
    private int leavesFrom = -1;
    private final Set<Integer> leavesAskedOf = new TreeSet<>();
    private long leavesAsked;
    private long lastPiece;
    private boolean complete;

    /// @param held the pieces that are there already
    /// @param leaves whether the leaves are known already
    /// @param seed of the random order
    public Scheduler(int pieces, BitSet held, boolean leaves, long seed, long now) {
        this.pieces = new Pieces(pieces, held, seed);
        this.leaves = leaves;
        this.lastPiece = now;
    }

    public List<Effect> step(Input input, long now) {
        List<Effect> effects = new ArrayList<>();
        switch (input) {
            case Input.Joined joined -> join(new Peer(joined, now));
            case Input.Gone(int number) -> remove(number);
            case Input.Has(int number, int piece) -> has(number, piece);
            case Input.Choked(int number, boolean choked) -> choke(number, choked, now);
            case Input.Leaves(int number, boolean right) -> leaves(number, right, effects);
            case Input.Piece(int number, int piece, boolean right) -> piece(number, piece, right, now, effects);
            case Input.Reading(int piece) -> pieces.reading(piece);
            case Input.Tick() -> dropSilent(now, effects);
        }
        if (pieces.done()) {
            finish(effects);
        } else if (leaves) {
            fill(now, effects);
        } else {
            askLeaves(now, effects);
        }
        return effects;
    }

    public int peers() {
        return peers.size();
    }

    private void join(Peer peer) {
        if (peers.putIfAbsent(peer.number, peer) == null) {
            pieces.joined(peer);
        }
    }

    private void remove(int number) {
        Peer peer = peers.remove(number);
        if (peer != null) {
            peer.inFlight.keySet().forEach(pieces::released);
            pieces.gone(peer);
            leavesFrom = leavesFrom == number ? -1 : leavesFrom;
        }
    }

    private void has(int number, int piece) {
        Peer peer = peers.get(number);
        if (peer != null && piece >= 0 && piece < pieces.count() && !peer.has(piece)) {
            peer.pieces.set(piece);
            pieces.spread(piece);
        }
    }

    private void choke(int number, boolean choked, long now) {
        Peer peer = peers.get(number);
        if (peer == null) {
            return;
        }
        peer.choked = choked;
        peer.lastUseful = now;
        if (choked) {
            peer.inFlight.keySet().forEach(pieces::released);
            peer.inFlight.clear();
        }
    }

    private void leaves(int number, boolean right, List<Effect> effects) {
        if (right) {
            leaves = true;
            leavesFrom = -1;
        } else {
            remove(number);
            effects.add(new Effect.Ban(number, "its leaves do not lead to the root"));
        }
    }

    private void piece(int number, int piece, boolean right, long now, List<Effect> effects) {
        Peer from = peers.get(number);
        if (from != null) {
            Long asked = from.inFlight.remove(piece);
            if (asked != null) {
                pieces.released(piece);
                from.brought(asked, now);
            }
        }
        if (!right) {
            remove(number);
            effects.add(new Effect.Ban(number, "it sent a wrong piece " + piece));
            return;
        }
        lastPiece = now;
        pieces.arrived(piece);
        for (Peer other : peers.values()) {
            if (other.inFlight.remove(piece) != null) {
                pieces.released(piece);
                effects.add(new Effect.Cancel(other.number, piece));
            }
        }
    }

    private void dropSilent(long now, List<Effect> effects) {
        for (Peer peer : List.copyOf(peers.values())) {
            boolean owes = !peer.inFlight.isEmpty() || peer.number == leavesFrom;
            if (!owes) {
                peer.lastUseful = now;
            } else if (now - peer.lastUseful > SILENCE_NANOS) {
                remove(peer.number);
                effects.add(new Effect.Drop(peer.number, "it answered nothing for too long"));
            }
        }
    }

    private void finish(List<Effect> effects) {
        if (!complete) {
            complete = true;
            effects.add(new Effect.Complete());
        }
    }

    /// Asks one peer, and another one if that takes long; each once before the first is asked again.
    private void askLeaves(long now, List<Effect> effects) {
        if (leavesFrom >= 0 && now - leavesAsked < HEDGE_NANOS) {
            return;
        }
        if (!peers.isEmpty() && leavesAskedOf.containsAll(peers.keySet())) {
            leavesAskedOf.clear();
        }
        nearestFirst().stream()
                .filter(peer -> !leavesAskedOf.contains(peer.number))
                .findFirst()
                .ifPresent(peer -> {
                    leavesFrom = peer.number;
                    leavesAskedOf.add(peer.number);
                    leavesAsked = now;
                    effects.add(new Effect.AskLeaves(peer.number));
                });
    }

    /// One request to each peer with room, until nobody has room or everything is asked for.
    private void fill(long now, List<Effect> effects) {
        boolean stalled = now - lastPiece > STALL_NANOS;
        List<Peer> ready = nearestFirst();
        boolean asked = true;
        while (asked) {
            asked = false;
            for (Peer peer : ready) {
                if (peer.choked || peer.inFlight.size() >= room(peer)) {
                    continue;
                }
                int piece = pieces.next(peer, stalled);
                if (piece < 0) {
                    piece = overdue(peer, now);
                }
                if (piece >= 0) {
                    request(peer, piece, now, effects);
                    asked = true;
                }
            }
        }
    }

    private void request(Peer peer, int piece, long now, List<Effect> effects) {
        if (peer.inFlight.isEmpty()) {
            peer.lastUseful = now;
        }
        peer.inFlight.put(piece, now);
        pieces.asked(piece);
        effects.add(new Effect.Request(peer.number, piece));
    }

    private static int room(Peer peer) {
        double piece = peer.pieceNanos();
        return piece == 0 ? MIN_IN_FLIGHT : (int) Math.clamp(FLIGHT_NANOS / piece, MIN_IN_FLIGHT, MAX_IN_FLIGHT);
    }

    /// The piece that another peer owes for the longest time, if that is too long, or if that peer is so slow that
    /// this one brings it sooner.
    private int overdue(Peer idle, long now) {
        int found = -1;
        long oldest = Long.MAX_VALUE;
        for (Peer other : peers.values()) {
            for (Map.Entry<Integer, Long> owed : other.inFlight.entrySet()) {
                int piece = owed.getKey();
                boolean late = now - owed.getValue() > Math.max(HEDGE_NANOS, 3 * idle.pieceNanos());
                if (other != idle
                        && late
                        && owed.getValue() < oldest
                        && idle.has(piece)
                        && !idle.inFlight.containsKey(piece)
                        && pieces.copies(piece) < MAX_COPIES) {
                    found = piece;
                    oldest = owed.getValue();
                }
            }
        }
        return found;
    }

    private List<Peer> nearestFirst() {
        List<Peer> sorted = new ArrayList<>(peers.values());
        sorted.sort(Comparator.comparingInt(peer -> peer.rank));
        return sorted;
    }
}
