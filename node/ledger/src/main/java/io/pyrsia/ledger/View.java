package io.pyrsia.ledger;

import io.pyrsia.base.NodeId;
import io.pyrsia.base.Purl;
import io.pyrsia.ledger.map.MerkleMap;
import io.pyrsia.ledger.state.Account;
import io.pyrsia.ledger.state.ArtifactStatus;
import io.pyrsia.ledger.state.BuildRequest;
import io.pyrsia.ledger.state.Closed;
import io.pyrsia.ledger.state.Due;
import io.pyrsia.ledger.state.Member;
import io.pyrsia.ledger.state.PackageStatus;
import io.pyrsia.ledger.state.Phase;
import io.pyrsia.ledger.state.Proposal;
import io.pyrsia.ledger.state.Seat;
import io.pyrsia.ledger.state.State;
import io.pyrsia.ledger.state.Table;
import io.pyrsia.ledger.transaction.Id;
import io.pyrsia.ledger.transaction.Recipe;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Questions to a state. A view never changes: ask the next state's for what is new.
public record View(State state) {

    /// An open proposal and its name.
    public record OpenProposal(Id id, Proposal proposal) {}

    /// The number for a node's next transaction.
    public long nextSequence(NodeId node) {
        Account account = state.tables().get(Table.ACCOUNTS, node.key());
        return account == null ? 1 : account.highest() + 1;
    }

    /// Whether a transaction of this author with this number would be looked at, as things stand.
    public Outcome admission(NodeId author, long sequence) {
        Account account = state.tables().get(Table.ACCOUNTS, author.key());
        return Authors.check(member(author).orElse(Member.NOBODY), account == null ? Account.NEW : account, sequence);
    }

    public Optional<Member> member(NodeId node) {
        return Optional.ofNullable(state.tables().get(Table.MEMBERS, node.key()));
    }

    /// Until when a builder is a trusted one; 0 if it is active and was never certified, empty if it is not active.
    public OptionalLong certifiedUntil(NodeId builder) {
        Long until = state.tables().get(Table.BUILDERS, builder.key());
        return until == null ? OptionalLong.empty() : OptionalLong.of(until);
    }

    public Optional<Recipe> recipe(Purl version) {
        return Optional.ofNullable(state.tables().get(Table.RECIPES, Table.version(version)));
    }

    /// What the latest entry says of exactly this name, a file or a version as a whole.
    public Optional<ArtifactStatus> artifact(Purl purl) {
        return Optional.ofNullable(state.tables().get(Table.ARTIFACTS, Table.artifact(purl)));
    }

    /// What became of the builds of a version.
    public Optional<PackageStatus> builds(Purl version) {
        return Optional.ofNullable(state.tables().get(Table.PACKAGES, Table.version(version)));
    }

    public Optional<BuildRequest> openBuild(Id request) {
        return Optional.ofNullable(state.tables().get(Table.REQUESTS, request.value()));
    }

    public Optional<Closed> closedBuild(Id request) {
        return Optional.ofNullable(state.tables().get(Table.CLOSED, request.value()));
    }

    public List<OpenProposal> proposals() {
        List<OpenProposal> proposals = new ArrayList<>();
        for (MerkleMap.Item<Proposal> row : state.tables().rows(Table.PROPOSALS)) {
            proposals.add(new OpenProposal(new Id(row.key()), row.value()));
        }
        return proposals;
    }

    /// When a block is needed even if nobody has anything to say; 0 is at once.
    public OptionalLong dueAtMs() {
        MerkleMap<Boolean> due = state.tables().rows(Table.DUE);
        return due.size() == 0
                ? OptionalLong.empty()
                : OptionalLong.of(Due.ofKey(due.at(0).key()).timeMs());
    }

    /// What a node has to do now, for every open request.
    public List<Duty> duties(NodeId node, long nowMs) {
        List<Duty> duties = new ArrayList<>();
        for (MerkleMap.Item<BuildRequest> row : state.tables().rows(Table.REQUESTS)) {
            Duty duty = duty(node, new Id(row.key()), row.value(), nowMs);
            if (duty != null) {
                duties.add(duty);
            }
        }
        return duties;
    }

    private @Nullable Duty duty(NodeId node, Id id, BuildRequest request, long nowMs) {
        return switch (request.phase()) {
            case Phase.AwaitingSeed ignored -> null;
            case Phase.Drawing drawing ->
                mustContribute(node, id, drawing, nowMs)
                        ? new Duty.Contribute(id, request.round(), drawing.seed())
                        : null;
            case Phase.Building building ->
                Ballots.seat(building.seats(), node)
                        .filter(Seat::isAwaited)
                        .map(seat -> new Duty.Build(
                                id,
                                request.round(),
                                request.recipe(),
                                building.deadlineMs(),
                                seat.status() == Seat.Status.ASKED))
                        .orElse(null);
            case Phase.Revealing revealing ->
                Ballots.seat(revealing.seats(), node)
                        .filter(seat -> seat.hasCommitted() && seat.outcome() == null)
                        .map(seat -> new Duty.Reveal(id, request.round(), revealing.deadlineMs()))
                        .orElse(null);
        };
    }

    private boolean mustContribute(NodeId node, Id id, Phase.Drawing drawing, long nowMs) {
        long timeout = state.parameters().drawTimeoutMs();
        return Draws.turns(state.authorities(), id, drawing, nowMs, timeout).contains(node)
                && drawing.shares().stream().noneMatch(share -> share.node().equals(node));
    }
}
