package io.pyrsia.server.consensus;

import io.pyrsia.base.NodeId;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/// How a replica reaches others: frames to and from nodes whose identity the network has proven.
///
/// Partners are the nodes it was told to connect to: the authorities, or for a follower whoever it follows. Guests
/// came by themselves to follow this node; there is a limit to them.
///
/// Frames between two nodes arrive whole and in order or not at all; what is lost is consensus' to repeat.
public interface Network extends AutoCloseable {

    /// Takes what peers sent, on any thread; it may wait, and then its peer's frames wait, and only those.
    @FunctionalInterface
    interface Receiver {
        void receive(NodeId from, Bytes frame) throws InterruptedException;
    }

    /// Begins to receive.
    void start(Receiver receiver);

    /// Keeps connections to these nodes, and to no others.
    void connect(List<NodeId> nodes);

    /// Queues a frame and returns at once; false when the peer's queue is full or the peer unknown, and the frame
    /// lost.
    boolean send(NodeId to, Bytes frame);

    /// Queues a frame for this node or, when it is not connected, for another that is: for questions that any can
    /// answer.
    boolean ask(NodeId preferred, Bytes frame);

    /// Whether there is a way to a partner now.
    boolean isConnected(NodeId node);

    /// Whether a node is one of those that this node was told to connect to.
    boolean isPartner(NodeId node);

    /// Sends what became final to a guest from now on, or no longer.
    void subscribe(NodeId guest, boolean on);

    /// Whether [#publish] would reach anybody.
    boolean hasSubscribers();

    /// Queues a frame for every guest that subscribed.
    void publish(Bytes frame);

    /// A peer broke a rule so often.
    void penalise(NodeId peer);

    @Override
    void close();
}
