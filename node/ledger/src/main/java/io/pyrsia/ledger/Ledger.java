package io.pyrsia.ledger;

import io.pyrsia.ledger.state.Genesis;
import io.pyrsia.ledger.state.State;
import io.pyrsia.ledger.transaction.Transaction;
import java.util.ArrayList;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/// The ledger as one pure function: a state and a block give the next state, entries, and an outcome for each
/// transaction.
public final class Ledger {

    private Ledger() {}

    /// The state that a network begins with, at height 0, and its first entries.
    public static Applied begin(Genesis genesis) {
        return Beginning.of(genesis);
    }

    /// Applies what people decided in the place of a block whose authorities cannot make one any more; its one outcome
    /// says whether it could be.
    public static Applied recover(State state, Recovery recovery, Bytes blockDigest) {
        return recovery.apply(state, blockDigest);
    }

    /// What was due is settled first, then the transactions are judged in their order.
    public static Applied apply(State state, Block block) {
        Draft draft = new Draft(state, block);
        Deadlines.settle(draft);
        List<Outcome> outcomes = new ArrayList<>(block.transactions().size());
        List<Integer> entriesAfter = new ArrayList<>(block.transactions().size());
        for (Checked checked : block.transactions()) {
            outcomes.add(
                    switch (checked) {
                        case Checked.Unsound unsound -> unsound.reason().rejected();
                        case Checked.Sound sound -> judge(draft, sound);
                    });
            entriesAfter.add(draft.entries());
        }
        return draft.finish(outcomes, entriesAfter);
    }

    /// Applies the transaction, or leaves the draft as it was.
    private static Outcome judge(Draft draft, Checked.Sound sound) {
        Draft.Mark mark = draft.mark();
        Outcome admitted = Authors.admit(draft, sound.author(), sound.sequence());
        Outcome outcome = admitted.isAccepted() ? dispatch(draft, sound) : admitted;
        if (!outcome.isAccepted()) {
            draft.undo(mark);
        }
        return outcome;
    }

    private static Outcome dispatch(Draft draft, Checked.Sound sound) {
        return switch (sound.transaction()) {
            case Transaction.Propose propose -> Governance.propose(draft, sound.author(), propose.action());
            case Transaction.Endorse endorse -> Governance.endorse(draft, sound.author(), endorse.proposal());
            case Transaction.RegisterBuilder register ->
                Builders.register(draft, sound.author(), register.node(), sound.id());
            case Transaction.RevokeOwnKey ignored ->
                Keys.revoke(draft, sound.author(), "revoked by its owner", sound.id());
            case Transaction.PublishRecipe publish -> Recipes.publish(draft, sound.author(), publish.recipe());
            case Transaction.SupersedeRecipe supersede ->
                Recipes.supersede(draft, sound.author(), supersede.previous(), supersede.recipe());
            case Transaction.Request request -> Requests.open(draft, sound.author(), request.purl(), sound.id());
            case Transaction.Draw draw -> Draws.contribute(draft, sound.author(), draw, sound.output());
            case Transaction.Present present -> RollCall.present(draft, sound.author(), present);
            case Transaction.Commit commit -> Ballots.commit(draft, sound.author(), commit);
            case Transaction.Reveal reveal -> Ballots.reveal(draft, sound.author(), reveal);
            case Transaction.Observe observe ->
                Observations.observe(draft, sound.author(), observe.observation(), sound.id());
            case Transaction.Tick ignored -> Deadlines.tick(draft, sound.author());
        };
    }
}
