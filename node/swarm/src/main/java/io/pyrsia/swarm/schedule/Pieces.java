package io.pyrsia.swarm.schedule;

import java.util.BitSet;
import java.util.SplittableRandom;

/// The pieces of one blob: which are there, asked for, and how many incomplete peers have each; owned by the scheduler.
final class Pieces {

    /// How many pieces are looked at to find a rare one.
    static final int LOOKED_AT = 512;
    /// How many pieces ahead of a reader come first.
    static final int AHEAD = 2;

    private final int count;
    private final BitSet held;
    /// Neither there nor asked for.
    private final BitSet open = new BitSet();

    private final byte[] asked;
    private final short[] spread;
    private final SplittableRandom random;
    private int incompletePeers;
    private int reading;

    Pieces(int count, BitSet held, long seed) {
        this.count = count;
        this.held = (BitSet) held.clone();
        this.asked = new byte[count];
        this.spread = new short[count];
        this.random = new SplittableRandom(seed);
        open.set(0, count);
        open.andNot(held);
    }

    int count() {
        return count;
    }

    boolean done() {
        return held.cardinality() == count;
    }

    int copies(int piece) {
        return asked[piece];
    }

    void joined(Peer peer) {
        if (!peer.complete) {
            incompletePeers++;
            peer.pieces.clear(count, Math.max(count, peer.pieces.length()));
            peer.pieces.stream().forEach(this::spread);
        }
    }

    void gone(Peer peer) {
        if (!peer.complete) {
            incompletePeers--;
            peer.pieces.stream().forEach(piece -> spread[piece]--);
        }
    }

    void spread(int piece) {
        spread[piece]++;
    }

    void reading(int piece) {
        reading = piece;
    }

    void asked(int piece) {
        asked[piece]++;
        open.clear(piece);
    }

    void released(int piece) {
        asked[piece]--;
        open.set(piece, asked[piece] == 0 && !held.get(piece));
    }

    void arrived(int piece) {
        held.set(piece);
        open.clear(piece);
    }

    /// The piece to ask a peer for, or -1.
    int next(Peer peer, boolean stalled) {
        int urgent = firstOpen(peer, stalled, reading, reading + AHEAD);
        if (urgent >= 0) {
            return urgent;
        }
        if (incompletePeers == 0) {
            int following = firstOpen(peer, stalled, reading, count);
            return following >= 0 ? following : firstOpen(peer, stalled, 0, reading);
        }
        return rarest(peer, stalled);
    }

    private int firstOpen(Peer peer, boolean stalled, int from, int to) {
        for (int piece = open.nextSetBit(from); piece >= 0 && piece < to; piece = open.nextSetBit(piece + 1)) {
            if (suits(peer, piece, stalled)) {
                return piece;
            }
        }
        return -1;
    }

    /// Begins anywhere, so that peers that see the same rareness choose differently.
    private int rarest(Peer peer, boolean stalled) {
        int start = random.nextInt(count);
        int best = -1;
        int looked = 0;
        for (int step = 0, piece = open.nextSetBit(start); step < 2; ) {
            if (piece < 0 || (step == 1 && piece >= start)) {
                step++;
                piece = open.nextSetBit(0);
                continue;
            }
            if (suits(peer, piece, stalled)) {
                if (spread[piece] == 0) {
                    return piece;
                }
                best = best < 0 || spread[piece] < spread[best] ? piece : best;
                looked++;
            }
            if (looked == LOOKED_AT) {
                break;
            }
            piece = open.nextSetBit(piece + 1);
        }
        return best;
    }

    private boolean suits(Peer peer, int piece, boolean stalled) {
        return peer.has(piece) && (!peer.complete || stalled || spread[piece] == 0);
    }
}
