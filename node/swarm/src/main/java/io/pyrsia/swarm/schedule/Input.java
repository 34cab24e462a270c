package io.pyrsia.swarm.schedule;

import java.util.BitSet;

/// What happens to a transfer. Peers are numbers that are given out once.
public sealed interface Input {

    /// A peer that said what it holds.
    ///
    /// @param rank how near it is; smaller is nearer
    record Joined(int peer, int rank, boolean complete, BitSet pieces) implements Input {}

    record Gone(int peer) implements Input {}

    /// A peer got another piece.
    record Has(int peer, int piece) implements Input {}

    /// A peer does not answer requests now, or does again; requests that it has not answered are forgotten.
    record Choked(int peer, boolean choked) implements Input {}

    /// The leaves that a peer sent lead to the root, or they do not.
    record Leaves(int peer, boolean right) implements Input {}

    /// A piece that a peer sent is the one that its leaf names, or it is not.
    record Piece(int peer, int piece, boolean right) implements Input {}

    /// A client reads and will need this piece next.
    record Reading(int piece) implements Input {}

    /// Time passed.
    record Tick() implements Input {}
}
