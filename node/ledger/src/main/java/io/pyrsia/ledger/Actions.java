package io.pyrsia.ledger;

import io.pyrsia.ledger.transaction.Action;
import io.pyrsia.ledger.transaction.Id;

/// Does what authorities decided, or says why it cannot be done; then nothing changes and the proposal stays.
final class Actions {

    private Actions() {}

    static Outcome enact(Draft draft, Action action, Id cause) {
        return switch (action) {
            case Action.AddAuthority add -> Authorities.add(draft, add.node(), cause);
            case Action.RemoveAuthority remove ->
                Authorities.remove(draft, remove.node(), "removed by the authorities", cause);
            case Action.RotateAuthority rotate -> Authorities.rotate(draft, rotate.node(), rotate.replacement(), cause);
            case Action.AddRegistry add -> Registries.add(draft, add.node(), cause);
            case Action.RemoveRegistry remove -> Registries.remove(draft, remove.node(), cause);
            case Action.Certify certify -> Builders.certify(draft, certify.node(), cause);
            case Action.Suspend suspend -> Builders.suspend(draft, suspend.node(), suspend.incident(), cause);
            case Action.RemoveBuilder remove -> Builders.remove(draft, remove.node(), remove.reason(), cause);
            case Action.RevokeKey revoke -> Keys.revoke(draft, revoke.node(), revoke.reason(), cause);
            case Action.RemoveArtifact remove -> Removals.remove(draft, remove.purl(), remove.reason(), cause);
        };
    }
}
