package io.pyrsia.client.api;

import io.pyrsia.base.NodeId;
import io.pyrsia.client.json.About;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Who votes, as this node sees it, and what they are deciding.
@About("Who votes, as this node sees it, and what they are deciding.")
public record Authorities(
        long epoch, @About("So many of them must agree.") int quorum, List<Member> members, List<Proposal> proposals) {

    /// The open proposal to do this, whose name is not that of the transaction which proposed it.
    public Optional<Proposal> proposal(Action action) {
        return proposals.stream().filter(open -> open.action().equals(action)).findFirst();
    }

    /// One of those who vote.
    public record Member(
            NodeId node,
            String peerId,
            @About("Whether it is the node that answers.") boolean self,
            boolean connected,
            long votesSeen,

            @About("Views that became final without this node having heard it.")
            long votesMissing,

            @About("Its key for checkpoints of the log, as C2SP signed notes write it.")
            String noteKey) {}

    /// An action that waits for endorsements.
    public record Proposal(String id, Action action, NodeId proposer, List<NodeId> endorsers, Instant expiresAt) {}
}
