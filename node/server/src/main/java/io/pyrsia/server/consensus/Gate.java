package io.pyrsia.server.consensus;

import io.pyrsia.consensus.Block;
import org.apache.tuweni.bytes.Bytes;

/// What the application has to say of transactions and blocks before they are agreed on; called on any thread.
///
/// It keeps junk out of the pool, and lets authorities agree on things that consensus knows nothing of, such as time:
/// a leader's node puts them in front of its block, and every other authority's looks at them before it votes.
public interface Gate {

    /// The most bytes of an opening.
    int MAX_OPENING_BYTES = 64;

    /// Whether a transaction is worth a place in this node's pool.
    boolean admits(Bytes transaction);

    /// The first transaction of a block that this node proposes; nothing if it is empty.
    Bytes opening();

    /// Whether this node may vote for a block now; it is not asked about blocks that a quorum has voted for.
    boolean mayVoteFor(Block block);

    /// Lets everything through and adds nothing.
    static Gate open() {
        return new Gate() {
            @Override
            public boolean admits(Bytes transaction) {
                return true;
            }

            @Override
            public Bytes opening() {
                return Bytes.EMPTY;
            }

            @Override
            public boolean mayVoteFor(Block block) {
                return true;
            }
        };
    }
}
