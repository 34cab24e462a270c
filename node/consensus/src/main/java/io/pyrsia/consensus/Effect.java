package io.pyrsia.consensus;

import io.pyrsia.base.NodeId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the runtime must do, in the order given: nothing behind a [Persist] that asks for `sync` may leave the node
/// before that batch, and all batches before it, are durable. Batches and steps may be coalesced into one sync.
public sealed interface Effect {

    /// Writes the entries as one batch.
    record Persist(List<Entry> entries, boolean sync) implements Effect {
        public Persist {
            entries = List.copyOf(entries);
        }
    }

    record Send(NodeId to, Message message) implements Effect {}

    record Broadcast(List<NodeId> to, Message message) implements Effect {}

    /// Checks the signatures and answers with [Input.Checked].
    record Check(NodeId from, Message message, List<SignatureCheck> checks) implements Effect {
        public Check {
            checks = List.copyOf(checks);
        }
    }

    /// Wakes the node later; setting an equal timer again replaces it.
    record SetTimer(Timer timer, long delayMs) implements Effect {}

    /// Takes transactions that are not in `ancestors`, newest block first, within the limits of a block, and answers
    /// with [Input.Payload] at once, even if there are none.
    record BuildPayload(long epoch, long view, List<Block> ancestors) implements Effect {
        public BuildPayload {
            ancestors = List.copyOf(ancestors);
        }
    }

    /// Applies a final block, in order of heights; `proof` is there when it proves this very block final.
    record Commit(Block block, @Nullable FinalProof proof) implements Effect {}

    /// Fetches the state that the verified snapshot names, first from `from`, and answers with [Input.Installed].
    record Install(NodeId from, Snapshot snapshot) implements Effect {}

    /// A new epoch is in force: connect to its authorities.
    record Reconfigure(Epoch epoch) implements Effect {}

    /// Answers a follower from the store; see [ChainServer].
    record ServeChain(NodeId to, long fromHeight) implements Effect {}

    /// The peer broke a rule; how much that costs it is the transport's business.
    record Score(NodeId peer, Fault fault) implements Effect {}

    /// Rule 13: an authority signed two conflicting votes; submit it as a transaction.
    record Report(Evidence evidence) implements Effect {}

    /// Stops the node: going on could break what others rely on.
    record Halt(String reason) implements Effect {}
}
