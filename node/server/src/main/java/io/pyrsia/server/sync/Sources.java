package io.pyrsia.server.sync;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.NodeId;
import io.pyrsia.libp2p.Host;
import io.pyrsia.libp2p.Requests;
import io.pyrsia.server.consensus.HostNetwork;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.tuweni.bytes.Bytes;

/// The nodes that are asked while this one catches up, in turn, several at once; one that lies is not asked again.
/// Safe for use by many threads.
final class Sources {

    /// Rounds over all nodes until a piece is given up.
    private static final int ROUNDS = 3;

    /// Says whether an answer is what was asked for.
    interface Check<T> {
        T read(Bytes answer) throws Malformed;
    }

    private final Host host;
    private final Consumer<NodeId> liar;
    /// Guarded by this, like the next.
    private final Set<NodeId> nodes;

    private int at;

    /// @param liar hears of a node whose answer was wrong
    Sources(Host host, List<NodeId> nodes, Consumer<NodeId> liar) {
        this.host = host;
        this.nodes = new LinkedHashSet<>(nodes);
        this.liar = liar;
    }

    /// How many pieces it is worth to ask for at once.
    synchronized int width() {
        return Math.max(1, Math.min(16, 4 * nodes.size()));
    }

    /// The first answer that passes the check.
    <T> T fetch(Question question, Check<T> check) throws IOException {
        IOException last = new IOException("nobody is left to ask for " + question);
        for (int round = 0; round < ROUNDS; round++) {
            for (NodeId node : inTurn()) {
                try {
                    Bytes answer = Requests.ask(
                            host.connect(HostNetwork.peer(node), List.of()),
                            Question.PROTOCOL,
                            question.encode(),
                            question.limit(),
                            SyncServer.DEADLINE);
                    if (!answer.isEmpty() && answer.get(0) == 1) {
                        return check.read(answer.slice(1));
                    }
                } catch (IOException e) {
                    last = e;
                } catch (Malformed e) {
                    drop(node);
                    last = new IOException(node + " answered " + question + " wrongly: " + e.reason(), e);
                }
            }
        }
        throw last;
    }

    /// All nodes, beginning with another one each time.
    private synchronized List<NodeId> inTurn() {
        List<NodeId> all = new ArrayList<>(nodes);
        Collections.rotate(all, at++);
        return all;
    }

    private void drop(NodeId node) {
        synchronized (this) {
            nodes.remove(node);
        }
        liar.accept(node);
    }
}
