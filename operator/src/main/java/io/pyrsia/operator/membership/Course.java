package io.pyrsia.operator.membership;

import io.pyrsia.base.NodeId;
import io.pyrsia.client.api.Action;
import io.pyrsia.client.api.Authorities;
import io.pyrsia.crds.AuthorityMembershipSpec;
import io.pyrsia.crds.AuthorityMembershipSpec.Endorsement;
import io.pyrsia.crds.AuthorityMembershipSpec.Wish;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What comes next on the way from a wish to a changed set of authorities.
final class Course {

    /// With fewer, one that fails stops the network.
    static final int FEWEST = 4;

    /// What is known.
    ///
    /// @param subject the node that it is about
    /// @param replaced whose place it takes, if it takes one
    /// @param hindrance why that node cannot vote yet; nothing if it can, or if it is not of this namespace
    /// @param ours the nodes of this namespace that answer, by their resources' names
    record Facts(
            AuthorityMembershipSpec spec,
            NodeId subject,
            Optional<NodeId> replaced,
            Optional<String> hindrance,
            Authorities authorities,
            Map<String, NodeId> ours) {

        /// What the authorities have to decide.
        Action action() {
            return Course.action(spec.wish(), subject, replaced);
        }

        private boolean votes(NodeId node) {
            return authorities.members().stream()
                    .anyMatch(member -> member.node().equals(node));
        }
    }

    /// What to do, or what to wait for.
    sealed interface Step {

        /// The authorities are as wished.
        record Done(String message) implements Step {}

        /// It goes on when others have done something.
        record Wait(String reason, String message) implements Step {}

        /// It cannot be.
        record Refuse(String reason, String message) implements Step {}

        /// A node of ours proposes.
        record Propose(String by, Action action) implements Step {}

        /// Nodes of ours endorse.
        record Endorse(List<String> by, String proposal) implements Step {}
    }

    private Course() {}

    static Action action(Wish wish, NodeId subject, Optional<NodeId> replaced) {
        return switch (wish) {
            case JOIN ->
                replaced.<Action>map(old -> new Action.RotateAuthority(old, subject))
                        .orElseGet(() -> new Action.AddAuthority(subject));
            case LEAVE -> new Action.RemoveAuthority(subject);
        };
    }

    static Step next(Facts facts) {
        boolean votes = facts.votes(facts.subject());
        int left = facts.authorities().members().size() - 1;
        return switch (facts.spec().wish()) {
            case JOIN -> {
                if (votes) {
                    yield new Step.Done("it votes");
                }
                Optional<NodeId> gone = facts.replaced().filter(old -> !facts.votes(old));
                if (gone.isPresent()) {
                    yield new Step.Refuse(
                            "NothingToReplace", gone.get() + " does not vote: leave spec.replaces out of another wish");
                }
                yield facts.hindrance()
                        .<Step>map(why -> new Step.Wait("NotAbleToVote", why))
                        .orElseGet(() -> decide(facts));
            }
            case LEAVE -> {
                if (!votes) {
                    yield new Step.Done("it does not vote");
                }
                yield left < FEWEST
                        ? new Step.Refuse(
                                "TooFewWouldBeLeft",
                                "it would leave " + left + " authorities, and fewer than " + FEWEST
                                        + " cannot go on when one fails: add another one first")
                        : decide(facts);
            }
        };
    }

    static int missing(Authorities authorities, Authorities.Proposal proposal) {
        long endorsed = authorities.members().stream()
                .filter(member -> proposal.endorsers().contains(member.node()))
                .count();
        return Math.max(0, authorities.quorum() - (int) endorsed);
    }

    private static Step decide(Facts facts) {
        Map<String, NodeId> voters = voters(facts);
        Optional<Authorities.Proposal> there = facts.authorities().proposal(facts.action());
        if (there.isEmpty()) {
            return voters.isEmpty() || facts.spec().endorse() == Endorsement.NOBODY
                    ? new Step.Wait("WaitingForProposal", "an authority of its network must propose " + facts.subject())
                    : new Step.Propose(voters.keySet().iterator().next(), facts.action());
        }
        // Not more than are missing: who comes after the decision is told that there is no such proposal.
        List<String> willing = voters.entrySet().stream()
                .filter(voter -> !there.get().endorsers().contains(voter.getValue()))
                .map(Map.Entry::getKey)
                .limit(missing(facts.authorities(), there.get()))
                .toList();
        if (facts.spec().endorse() == Endorsement.AUTHORITIES && !willing.isEmpty()) {
            return new Step.Endorse(willing, there.get().id());
        }
        return new Step.Wait(
                "WaitingForEndorsements",
                missing(facts.authorities(), there.get()) + " more authorities must endorse "
                        + there.get().id());
    }

    private static Map<String, NodeId> voters(Facts facts) {
        TreeMap<String, NodeId> voters = new TreeMap<>(facts.ours());
        voters.values().removeIf(node -> !facts.votes(node));
        return voters;
    }
}
