package io.pyrsia.libp2p.gossip;

/// What the application thinks of a message whose signature is right; it must be quick and must not block.
@FunctionalInterface
public interface MessageValidator {

    /// A judgement about a message and those who pass it on.
    enum Verdict {
        /// It is delivered and passed on.
        ACCEPT,
        /// It is dropped, and nobody is blamed.
        IGNORE,
        /// It is dropped, and who sent it is blamed.
        REJECT
    }

    Verdict judge(GossipMessage message);
}
