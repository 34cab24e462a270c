package io.pyrsia.swarm.schedule;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a transfer knows of one peer; owned by its scheduler.
final class Peer {

    /// How much of the past counts in the time that a piece takes.
    private static final double SMOOTHING = 0.3;

    final int number;
    final int rank;
    final boolean complete;
    final BitSet pieces;
    /// Requests that were not answered, the oldest first, with the time of each.
    final Map<Integer, Long> inFlight = new LinkedHashMap<>();

    boolean choked = true;
    /// When it last brought something, or had nothing to bring.
    long lastUseful;

    private double pieceNanos;

    Peer(Input.Joined joined, long now) {
        this.number = joined.peer();
        this.rank = joined.rank();
        this.complete = joined.complete();
        this.pieces = joined.pieces();
        this.lastUseful = now;
    }

    boolean has(int piece) {
        return complete || pieces.get(piece);
    }

    /// Takes note of a piece that arrived: the time since the one before it, or since it was asked for.
    void brought(long asked, long now) {
        long took = now - Math.max(asked, lastUseful);
        pieceNanos = pieceNanos == 0 ? took : pieceNanos + SMOOTHING * (took - pieceNanos);
        lastUseful = now;
    }

    /// How long a piece takes while it brings one after the other; 0 before the first.
    double pieceNanos() {
        return pieceNanos;
    }
}
