package io.pyrsia.operator.node;

import java.util.List;

/// Whether a node may be restarted now without the network losing its quorum.
final class Rolling {

    /// One of those who vote, as the others see it.
    record Voter(String nodeId, boolean isCaughtUp) {}

    /// What is known about the node that shall restart.
    ///
    /// @param isUp whether it serves now; one that does not has nothing to lose
    record Candidate(String nodeId, boolean isUp) {}

    /// The answer with its reason, which stands in the node's status.
    record Verdict(boolean mayRestart, String reason) {}

    private Rolling() {}

    /// Decides by the authorities of the network as somebody else than the candidate sees them.
    ///
    /// @param quorum so many must vote
    static Verdict decide(Candidate candidate, List<Voter> voters, int quorum) {
        if (!candidate.isUp()) {
            return new Verdict(true, "it is not up");
        }
        if (voters.stream().noneMatch(voter -> voter.nodeId().equals(candidate.nodeId()))) {
            return new Verdict(true, "it does not vote");
        }
        long others = voters.stream()
                .filter(voter -> !voter.nodeId().equals(candidate.nodeId()) && voter.isCaughtUp())
                .count();
        return new Verdict(
                others >= quorum,
                others + " other authorities have caught up, " + quorum + " are needed while it restarts");
    }
}
