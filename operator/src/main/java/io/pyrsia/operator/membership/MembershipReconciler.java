package io.pyrsia.operator.membership;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.MaxReconciliationInterval;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.NodeId;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.ApiRefusal;
import io.pyrsia.client.api.Authorities;
import io.pyrsia.client.api.Instruction;
import io.pyrsia.client.api.NodeStatus;
import io.pyrsia.crds.AuthorityMembership;
import io.pyrsia.crds.AuthorityMembershipSpec;
import io.pyrsia.crds.AuthorityMembershipSpec.Wish;
import io.pyrsia.crds.AuthorityMembershipStatus;
import io.pyrsia.crds.PyrsiaNode;
import io.pyrsia.operator.node.Conditions;
import io.pyrsia.operator.node.NetworkView;
import io.pyrsia.operator.node.NodeAsker;
import io.pyrsia.operator.node.Stage;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Has the nodes of a namespace propose and endorse what an AuthorityMembership wishes, and says how far it is.
///
/// Authorities elsewhere are asked by their own operators, or by people: the ledger is what all of them share.
@ControllerConfiguration(
        name = "memberships",
        maxReconciliationInterval = @MaxReconciliationInterval(interval = 10, timeUnit = TimeUnit.MINUTES))
public final class MembershipReconciler implements Reconciler<AuthorityMembership> {

    private static final Duration SOON = Duration.ofSeconds(3);
    private static final Duration LATER = Duration.ofMinutes(1);
    /// A transaction is answered when it is final.
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final NodeAsker asker;
    private final InstantSource clock;

    public MembershipReconciler(NodeAsker asker, InstantSource clock) {
        this.asker = asker;
        this.clock = clock;
    }

    @Override
    public UpdateControl<AuthorityMembership> reconcile(
            AuthorityMembership membership, Context<AuthorityMembership> context) throws InterruptedException {
        AuthorityMembershipSpec spec = membership.getSpec();
        List<PyrsiaNode> members = context
                .getClient()
                .resources(PyrsiaNode.class)
                .inNamespace(membership.getMetadata().getNamespace())
                .list()
                .getItems()
                .stream()
                .filter(node -> node.getSpec().network().name().equals(spec.network()))
                .toList();
        Optional<NodeId> subject = named(spec.node(), spec.nodeId(), members);
        Optional<NodeId> replaced = named(spec.replaces(), spec.replaces(), members);
        boolean isNamed = subject.isPresent() && (replaced.isPresent() || spec.replaces() == null);
        Optional<Authorities> authorities = Optional.empty();
        Stage stage = new Stage.Waiting(
                "WaitingForKey", (subject.isPresent() ? spec.replaces() : spec.node()) + " has no key yet");
        if (isNamed && !members.isEmpty()) {
            NetworkView view = asker.ask(members);
            authorities = view.authorities();
            stage = authorities.isEmpty()
                    ? new Stage.Waiting("NobodyAnswers", "no node of " + spec.network() + " in this namespace answers")
                    : go(facts(spec, subject.orElseThrow(), replaced, members, view, authorities.get()), members);
        } else if (members.isEmpty()) {
            stage = new Stage.Waiting("NoNodes", "this namespace has no node of " + spec.network());
        }
        AuthorityMembershipStatus status = status(membership, stage, subject, replaced, authorities);
        Duration again = stage instanceof Stage.Up ? LATER : SOON;
        if (status.equals(membership.getStatus())) {
            return UpdateControl.<AuthorityMembership>noUpdate().rescheduleAfter(again);
        }
        AuthorityMembership patch = new AuthorityMembership();
        patch.setMetadata(new ObjectMetaBuilder()
                .withNamespace(membership.getMetadata().getNamespace())
                .withName(membership.getMetadata().getName())
                .build());
        patch.setStatus(status);
        return UpdateControl.patchStatus(patch).rescheduleAfter(again);
    }

    private Stage go(Course.Facts facts, List<PyrsiaNode> members) throws InterruptedException {
        return switch (Course.next(facts)) {
            case Course.Step.Done done -> new Stage.Up(done.message());
            case Course.Step.Wait wait -> new Stage.Waiting(wait.reason(), wait.message());
            case Course.Step.Refuse refuse -> new Stage.Stuck(refuse.reason(), refuse.message());
            case Course.Step.Propose propose ->
                submit(members, List.of(propose.by()), new Instruction.Propose(propose.action()), "Proposed");
            case Course.Step.Endorse endorse ->
                submit(members, endorse.by(), new Instruction.Endorse(endorse.proposal()), "Endorsed");
        };
    }

    private Stage submit(List<PyrsiaNode> members, List<String> by, Instruction instruction, String reason)
            throws InterruptedException {
        for (PyrsiaNode member : members) {
            String name = member.getMetadata().getName();
            if (by.contains(name)) {
                try (ApiClient node = asker.client(member, PATIENCE)) {
                    node.submit(instruction);
                } catch (IOException | ApiRefusal e) {
                    return new Stage.Waiting("NotTakenYet", name + ": " + e.getMessage());
                }
            }
        }
        return new Stage.Waiting(reason, "by " + String.join(", ", by));
    }

    private static Course.Facts facts(
            AuthorityMembershipSpec spec,
            NodeId subject,
            Optional<NodeId> replaced,
            List<PyrsiaNode> members,
            NetworkView view,
            Authorities authorities) {
        Map<String, NodeId> ours = new TreeMap<>();
        // Who does not answer can neither propose nor endorse.
        members.stream()
                .filter(member -> view.of(member.getMetadata().getName()).isPresent())
                .forEach(member -> key(member)
                        .ifPresent(key -> ours.put(member.getMetadata().getName(), key)));
        Optional<String> hindrance = Optional.empty();
        String name = spec.node();
        if (name != null) {
            boolean isProven = members.stream()
                    .filter(member -> member.getMetadata().getName().equals(name))
                    .anyMatch(member -> member.getStatus() != null
                            && Conditions.holds(member.getStatus().conditions(), Conditions.READY));
            boolean hasCaughtUp = view.of(name).map(NodeStatus::ready).orElse(false);
            hindrance = isProven && hasCaughtUp
                    ? Optional.empty()
                    : Optional.of(name + " has not caught up and shown its key after a restart yet");
        }
        return new Course.Facts(spec, subject, replaced, hindrance, authorities, ours);
    }

    /// A node of this namespace by its resource, or any by its key.
    private static Optional<NodeId> named(@Nullable String name, @Nullable String nodeId, List<PyrsiaNode> members) {
        return members.stream()
                .filter(member -> member.getMetadata().getName().equals(name))
                .findFirst()
                .flatMap(MembershipReconciler::key)
                .or(() -> Optional.ofNullable(nodeId).flatMap(MembershipReconciler::parse));
    }

    private static Optional<NodeId> key(PyrsiaNode member) {
        return Optional.ofNullable(member.getStatus()).flatMap(status -> parse(String.valueOf(status.nodeId())));
    }

    private static Optional<NodeId> parse(String hex) {
        try {
            return Optional.of(NodeId.parse(hex));
        } catch (Malformed e) {
            return Optional.empty();
        }
    }

    private AuthorityMembershipStatus status(
            AuthorityMembership membership,
            Stage stage,
            Optional<NodeId> subject,
            Optional<NodeId> replaced,
            Optional<Authorities> authorities) {
        List<Condition> before = membership.getStatus() == null
                ? List.of()
                : membership.getStatus().conditions();
        long generation = membership.getMetadata().getGeneration();
        Wish wish = membership.getSpec().wish();
        Optional<Authorities.Proposal> proposal =
                authorities.flatMap(all -> subject.flatMap(node -> all.proposal(Course.action(wish, node, replaced))));
        return new AuthorityMembershipStatus(
                generation,
                new Conditions(before, generation, clock.instant()).of(stage),
                subject.map(NodeId::toString).orElse(null),
                proposal.map(Authorities.Proposal::id).orElse(null),
                proposal.map(open ->
                                open.endorsers().stream().map(NodeId::toString).toList())
                        .orElse(null),
                proposal.flatMap(open -> authorities.map(all -> Course.missing(all, open)))
                        .orElse(null),
                authorities.map(Authorities::epoch).orElse(null));
    }
}
