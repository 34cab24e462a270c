package io.pyrsia.sim.check;

import io.pyrsia.base.NetworkId;
import io.pyrsia.base.NodeId;
import io.pyrsia.consensus.AuthoritySet;
import io.pyrsia.consensus.Domain;
import io.pyrsia.consensus.Evidence;
import io.pyrsia.consensus.Message;
import io.pyrsia.consensus.SignatureChecker;
import io.pyrsia.consensus.Statement;
import io.pyrsia.consensus.Vote;
import io.pyrsia.sim.node.Observer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongFunction;

/// Where more than f lie and honest nodes disagree, what the honest ones heard convicts at least f+1 liars together.
public final class Accountability implements Observer {

    private record Ballot(NodeId signer, long epoch, long view) {}

    private final NetworkId network;
    private final SignatureChecker checker;
    private final LongFunction<Set<AuthoritySet>> sets;
    private final Map<Ballot, List<Statement>> heard = new HashMap<>();
    private final Set<NodeId> convicted = new TreeSet<>();

    public Accountability(NetworkId network, SignatureChecker checker, LongFunction<Set<AuthoritySet>> sets) {
        this.network = network;
        this.checker = checker;
        this.sets = sets;
    }

    @Override
    public void hears(int node, Message message) {
        switch (message) {
            case Message.Ballot(Vote vote) -> add(vote);
            case Message.Proposal(var block) -> add(block.proposal());
            case Message.Certified(var certificate) -> certificate.votes().forEach(this::add);
            case Message.Chain(var blocks, var proof) -> {
                blocks.forEach(block -> add(block.proposal()));
                proof.certificate().votes().forEach(this::add);
            }
            case Message.Offer(var snapshot) ->
                snapshot.proof().certificate().votes().forEach(this::add);
            case Message.FetchBlock ignored -> {}
            case Message.FetchCertificates ignored -> {}
            case Message.FetchChain ignored -> {}
        }
    }

    private void add(Vote vote) {
        for (AuthoritySet set : sets.apply(vote.statement().epoch())) {
            if (vote.signer() < set.size() && checker.all(List.of(new Domain(network, set).check(vote)))) {
                add(set.member(vote.signer()), vote.statement());
                return;
            }
        }
    }

    private void add(NodeId signer, Statement statement) {
        Ballot ballot = new Ballot(signer, statement.epoch(), statement.view());
        List<Statement> before = heard.computeIfAbsent(ballot, ignored -> new ArrayList<>());
        if (before.contains(statement)) {
            return;
        }
        if (before.stream().anyMatch(other -> Evidence.conflict(other, statement))) {
            convicted.add(signer);
        }
        before.add(statement);
    }

    /// Called at the end of a run in which honest nodes disagree.
    public void requireCulprits(AuthoritySet set, Set<NodeId> accused) {
        if (convicted.size() <= set.faults()) {
            throw new Violation(
                    "accountability",
                    "a fork, and only " + convicted.size() + " of " + (set.faults() + 1) + " liars are convicted");
        }
        if (accused.isEmpty()) {
            throw new Violation("accountability", "a fork, and no honest node accuses anybody");
        }
    }
}
