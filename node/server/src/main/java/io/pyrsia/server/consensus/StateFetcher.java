package io.pyrsia.server.consensus;

import io.pyrsia.base.NodeId;
import io.pyrsia.consensus.Snapshot;
import java.util.function.Consumer;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// Brings the state that a verified snapshot names to this node, while consensus waits.
@FunctionalInterface
public interface StateFetcher {

    /// Begins, and returns at once. `done` is called once, on any thread, with what
    /// [io.pyrsia.consensus.StateMachine]
    /// installs, or with null when nobody had it.
    void fetch(NodeId from, Snapshot snapshot, Consumer<@Nullable Bytes> done);

    /// Fetches nothing: for applications that never prune.
    static StateFetcher none() {
        return (from, snapshot, done) -> done.accept(null);
    }
}
