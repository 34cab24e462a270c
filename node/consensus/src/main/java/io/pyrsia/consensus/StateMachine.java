package io.pyrsia.consensus;

import io.pyrsia.base.Malformed;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.apache.tuweni.bytes.Bytes32;
import org.jspecify.annotations.Nullable;

/// The application that all replicas run: the same blocks in the same order give the same roots, on every node.
///
/// One thread calls it. A transaction that it rejects changes nothing; an exception means a bug, and stops the node.
public interface StateMachine {

    /// Prepares the state that the application has stored itself, or the first one, and returns the height it stands
    /// at: 0 at genesis. Blocks above it are applied again.
    long initialize(Genesis genesis);

    /// Executes a final block; a block with a seal also tells the application that the set it asked for is in force.
    Outcome apply(Block block);

    /// Reads, without a trace.
    Bytes query(Bytes request);

    /// The whole state after the last block applied.
    Bytes takeSnapshot();

    /// Replaces the state by one whose root is `root`, and gives what is to be stored in one batch with the snapshot;
    /// refuses bytes that have another root, and stays as it was.
    List<Entry.Write> install(long height, Bytes32 root, Bytes state) throws Malformed;

    /// What a block did.
    ///
    /// @param root commits to the whole state, so that two nodes with one root agree
    /// @param next the set that should take over, for as long as the application wants it and it is not in force
    /// @param writes the application's data, stored in one batch with the block
    record Outcome(Bytes32 root, @Nullable AuthoritySet next, List<Entry.Write> writes) {
        public Outcome {
            writes = List.copyOf(writes);
        }
    }
}
