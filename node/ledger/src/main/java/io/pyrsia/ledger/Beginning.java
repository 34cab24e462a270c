package io.pyrsia.ledger;

import io.pyrsia.base.NodeId;
import io.pyrsia.ledger.codec.Fields;
import io.pyrsia.ledger.entry.AuthoritySet;
import io.pyrsia.ledger.entry.Content;
import io.pyrsia.ledger.entry.Role;
import io.pyrsia.ledger.state.Genesis;
import io.pyrsia.ledger.state.Member;
import io.pyrsia.ledger.state.State;
import io.pyrsia.ledger.state.Table;
import io.pyrsia.ledger.state.Tables;
import io.pyrsia.ledger.transaction.Id;
import io.pyrsia.log.Edge;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/// The first state: genesis' nodes get their roles, and the log begins with them.
final class Beginning {

    private Beginning() {}

    static Applied of(Genesis genesis) {
        AuthoritySet authorities = new AuthoritySet(0, genesis.authorities());
        State nothing = new State(
                genesis.network(),
                genesis.parameters(),
                genesis.limits(),
                -1,
                genesis.timeMs(),
                authorities,
                Edge.EMPTY,
                Tables.EMPTY);
        Bytes digest = Bytes.wrap(new byte[Block.DIGEST_BYTES]);
        Draft draft = new Draft(nothing, new Block(0, genesis.timeMs(), digest, List.of()));
        Id cause = Id.of(Fields.encode(Genesis.CODEC, genesis));
        for (NodeId node : genesis.authorities()) {
            Members.store(draft, node, draft.member(node).withAuthority(true));
            draft.publish(cause, new Content.AddNode(node, Role.AUTHORITY, 0, authorities));
        }
        for (NodeId node : genesis.registries()) {
            require(Registries.add(draft, node, cause));
        }
        for (NodeId node : genesis.builders()) {
            Members.store(draft, node, draft.member(node).withBuilder(Member.Standing.ACTIVE, null));
            draft.put(Table.BUILDERS, node.key(), 0L);
            require(Builders.certify(draft, node, cause));
        }
        return draft.finish(List.of(), List.of());
    }

    private static void require(Outcome outcome) {
        if (!outcome.isAccepted()) {
            throw new IllegalStateException("a checked genesis: " + outcome);
        }
    }
}
