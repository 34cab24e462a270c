package io.pyrsia.swarm.schedule;

/// What is to be done for a transfer.
public sealed interface Effect {

    record AskLeaves(int peer) implements Effect {}

    record Request(int peer, int piece) implements Effect {}

    record Cancel(int peer, int piece) implements Effect {}

    /// The peer lied: it is not spoken to any more.
    record Ban(int peer, String why) implements Effect {}

    /// The peer does not do what it promised; others may do better.
    record Drop(int peer, String why) implements Effect {}

    /// All pieces are there.
    record Complete() implements Effect {}
}
