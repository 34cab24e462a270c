package io.pyrsia.server.ledger;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.NodeId;
import io.pyrsia.consensus.Rescue;
import io.pyrsia.ledger.Ledger;
import io.pyrsia.ledger.Outcome;
import io.pyrsia.ledger.state.State;
import io.pyrsia.log.note.Checkpoint;
import io.pyrsia.server.consensus.Birth;
import io.pyrsia.server.consensus.RocksStore;
import io.pyrsia.server.recovery.RecoveryDocument;
import io.pyrsia.storage.Database;
import java.util.List;
import org.apache.tuweni.bytes.Bytes32;

/// Where a stopped node stands, and what that says of a recovery.
public record RecoveryPoint(Rescue.Standing standing, State state) {

    /// Reads the store of a node that is not running.
    public static RecoveryPoint read(Database database, GenesisDocument genesis, List<RecoveryDocument> accepted)
            throws Malformed {
        State state = new StateRows(database).read();
        if (state == null) {
            throw new Malformed("this node has no state yet: it was never started");
        }
        try (RocksStore store = new RocksStore(database)) {
            io.pyrsia.consensus.Genesis consensus = genesis.consensus()
                    .accepting(accepted.stream().map(RecoveryDocument::block).toList());
            return new RecoveryPoint(Rescue.standing(consensus, store.recover()), state);
        }
    }

    /// A document by which the network goes on from here.
    public RecoveryDocument draft(
            String origin, List<NodeId> authorities, List<NodeId> survivors, String reason, long nowMs)
            throws Malformed {
        RecoveryDocument document = new RecoveryDocument(
                        state.network(),
                        standing.base(),
                        Bytes32.wrap(state.root()),
                        Checkpoint.of(origin, state.log()),
                        Math.max(nowMs, state.timeMs()),
                        authorities,
                        survivors,
                        reason)
                .checked();
        check(document);
        return document;
    }

    /// Refuses a document that this node's store speaks against: one that forgets what is final here, that begins at
    /// another state, or that cannot be carried out. What a node that is behind cannot know it does not refuse.
    public void check(RecoveryDocument document) throws Malformed {
        if (!document.network().equals(state.network())) {
            throw new Malformed("the recovery is of the network " + document.network() + ", this node of the network "
                    + state.network());
        }
        Rescue.Base here = standing.base();
        Rescue.Base there = document.base();
        if (here.epoch() > there.epoch() || (here.epoch() == there.epoch() && here.height() > there.height())) {
            throw new Malformed("the recovery begins at height " + there.height() + ", and on this node height "
                    + here.height() + " is final: draft it on the node that is furthest");
        }
        if (here.epoch() < there.epoch() || here.height() < there.height()) {
            return;
        }
        if (!here.equals(there) || !document.stateRoot().equals(state.root())) {
            throw new Malformed("the recovery begins with another block of height " + there.height()
                    + " or another state than this node has: do not accept it");
        }
        if (!Checkpoint.of(document.log().origin(), state.log()).equals(document.log())) {
            throw new Malformed("the recovery names another log than this node has: do not accept it");
        }
        int needed = standing.voters().faults() + 1;
        long signing = document.survivors().stream()
                .filter(node -> standing.voters().place(node) >= 0)
                .count();
        if (signing < needed) {
            throw new Malformed("a recovery is signed by " + needed + " of the "
                    + standing.voters().size()
                    + " authorities at least, so that the old ones can decide nothing any more; this one names "
                    + signing);
        }
        Outcome outcome = Ledger.recover(
                        state, document.ledger(), document.block().digest())
                .outcomes()
                .getFirst();
        if (!outcome.isAccepted()) {
            throw new Malformed("the recovery cannot be carried out: " + outcome);
        }
    }

    /// Takes this node's vote from the epoch that a recovery ends; in the next one it may vote.
    public static void renounce(Database database, NodeId key, RecoveryDocument document) {
        try (RocksStore store = new RocksStore(database)) {
            Birth.record(store, key, document.base().epoch() + 1);
        }
    }
}
