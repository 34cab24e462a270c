package io.pyrsia.ledger.state;

import io.pyrsia.base.NodeId;
import io.pyrsia.ledger.codec.Codec;
import io.pyrsia.ledger.codec.Fields;
import io.pyrsia.ledger.transaction.Action;
import java.util.List;
import java.util.stream.Stream;

/// An action that waits for endorsements, until it is done or its time is over.
public record Proposal(Action action, NodeId proposer, List<NodeId> endorsers, long expiresMs) {

    static final Codec<Proposal> CODEC = Fields.codec(
            (proposal, out) -> {
                Action.CODEC.write(proposal.action, out);
                Fields.writeNode(proposal.proposer, out);
                Fields.writeList(proposal.endorsers, Fields.NODE, out);
                out.u64(proposal.expiresMs);
            },
            in -> new Proposal(
                    Action.CODEC.read(in),
                    Fields.readNode(in),
                    Fields.readSorted(Fields.NODE, Short.MAX_VALUE, in),
                    in.u64()));

    public Proposal {
        endorsers = List.copyOf(endorsers);
    }

    public Proposal endorsedBy(NodeId node) {
        List<NodeId> more = Stream.concat(endorsers.stream(), Stream.of(node))
                .sorted()
                .distinct()
                .toList();
        return new Proposal(action, proposer, more, expiresMs);
    }
}
