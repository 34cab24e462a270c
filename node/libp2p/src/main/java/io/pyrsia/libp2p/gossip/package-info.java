/// Gossipsub 1.1 and 1.2: messages to everybody who listens to a topic, over a mesh of few links, with scores that keep
/// liars out.
///
/// [GossipRouter] is a state machine without threads or clocks; [Gossip] binds it to a host.
@NullMarked
package io.pyrsia.libp2p.gossip;

import org.jspecify.annotations.NullMarked;
