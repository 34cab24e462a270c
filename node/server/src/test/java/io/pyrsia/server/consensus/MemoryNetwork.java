package io.pyrsia.server.consensus;

import io.pyrsia.base.NodeId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// Networks of one process that reach each other: each delivers in a thread of its own, in order.
final class MemoryNetwork {

    private final Map<NodeId, Node> nodes = new ConcurrentHashMap<>();

    Network join(NodeId id) {
        Node node = new Node(id);
        nodes.put(id, node);
        return node;
    }

    private final class Node implements Network {

        private final NodeId id;
        private final ExecutorService thread = Executors.newSingleThreadExecutor();
        private volatile @Nullable Receiver receiver;

        Node(NodeId id) {
            this.id = id;
        }

        @Override
        public void start(Receiver to) {
            receiver = to;
        }

        @Override
        public void connect(List<NodeId> peers) {}

        @Override
        public boolean send(NodeId to, Bytes frame) {
            Node peer = nodes.get(to);
            return peer != null && peer.take(id, frame);
        }

        private boolean take(NodeId from, Bytes frame) {
            Receiver to = receiver;
            if (to == null || thread.isShutdown()) {
                return false;
            }
            thread.execute(() -> {
                try {
                    to.receive(from, frame);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            return true;
        }

        @Override
        public void penalise(NodeId peer) {}

        @Override
        public void close() {
            nodes.remove(id, this);
            receiver = null;
            thread.shutdownNow();
        }
    }
}
