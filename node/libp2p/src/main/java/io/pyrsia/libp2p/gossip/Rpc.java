package io.pyrsia.libp2p.gossip;

import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/// A bundle of what one peer tells another at a time.
record Rpc(List<Subscription> subscriptions, List<Publication> messages, List<Control> control) {

    /// That a peer listens, or no longer listens, to a topic.
    record Subscription(boolean subscribes, String topic) {}

    /// A message, or bytes that should be one but are not acceptable.
    sealed interface Publication {

        record Signed(GossipMessage message) implements Publication {}

        record Unacceptable() implements Publication {}
    }

    /// What peers agree on about the mesh and about messages that they have.
    sealed interface Control {

        record IHave(String topic, List<MessageId> ids) implements Control {}

        record IWant(List<MessageId> ids) implements Control {}

        record Graft(String topic) implements Control {}

        /// The peer may come back after `backoffSeconds`; zero means that it did not say.
        record Prune(String topic, long backoffSeconds) implements Control {}

        record IDontWant(List<MessageId> ids) implements Control {}
    }

    Rpc {
        subscriptions = List.copyOf(subscriptions);
        messages = List.copyOf(messages);
        control = List.copyOf(control);
    }

    static Rpc of(Control... control) {
        return new Rpc(List.of(), List.of(), List.of(control));
    }

    static Rpc of(GossipMessage message) {
        return new Rpc(List.of(), List.of(new Publication.Signed(message)), List.of());
    }

    static Rpc of(List<Subscription> subscriptions) {
        return new Rpc(subscriptions, List.of(), List.of());
    }

    Bytes encode() {
        return RpcCodec.encode(this);
    }
}
