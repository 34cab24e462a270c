package io.pyrsia.operator.build;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.MaxReconciliationInterval;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.Purl;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.ApiRefusal;
import io.pyrsia.client.api.Build;
import io.pyrsia.client.api.NodeStatus;
import io.pyrsia.client.api.Problem;
import io.pyrsia.client.api.Vote;
import io.pyrsia.crds.BuildRequest;
import io.pyrsia.crds.BuildRequestStatus;
import io.pyrsia.crds.PyrsiaNode;
import io.pyrsia.operator.node.Conditions;
import io.pyrsia.operator.node.NetworkView;
import io.pyrsia.operator.node.NodeAsker;
import io.pyrsia.operator.node.Stage;
import io.pyrsia.operator.seat.Runners;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Has a node of the namespace request a build, and says what becomes of it.
///
/// The ledger refuses a second request of the same version, so a request whose answer was lost is not made twice.
@ControllerConfiguration(
        name = "builds",
        maxReconciliationInterval = @MaxReconciliationInterval(interval = 10, timeUnit = TimeUnit.MINUTES))
public final class BuildReconciler implements Reconciler<BuildRequest> {

    private static final Duration SOON = Duration.ofSeconds(3);
    private static final Duration LATER = Duration.ofMinutes(1);
    /// A transaction is answered when it is final.
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final NodeAsker asker;
    private final Optional<Runners> runners;
    private final InstantSource clock;

    /// @param runners what builds for the nodes of this cluster; nothing if it does not build
    public BuildReconciler(NodeAsker asker, Optional<Runners> runners, InstantSource clock) {
        this.asker = asker;
        this.runners = runners;
        this.clock = clock;
    }

    @Override
    public UpdateControl<BuildRequest> reconcile(BuildRequest wish, Context<BuildRequest> context)
            throws InterruptedException {
        Optional<Duration> left = Lifetime.left(wish, clock.instant());
        if (left.isPresent() && !left.get().isPositive()) {
            context.getClient().resource(wish).delete();
            return UpdateControl.noUpdate();
        }
        if (isOver(wish)) {
            UpdateControl<BuildRequest> nothing = UpdateControl.noUpdate();
            return left.isEmpty() ? nothing : nothing.rescheduleAfter(left.get());
        }
        List<PyrsiaNode> members = context
                .getClient()
                .resources(PyrsiaNode.class)
                .inNamespace(wish.getMetadata().getNamespace())
                .list()
                .getItems()
                .stream()
                .filter(node ->
                        node.getSpec().network().name().equals(wish.getSpec().network()))
                .toList();
        Finding finding = find(wish, members);
        Map<String, Runners.Runner> running = finding.build()
                .flatMap(build -> runners.map(known -> known.of(build, members)))
                .orElse(Map.of());
        BuildRequestStatus status = finding.status(wish, running, clock.instant());
        Duration again = finding.stage() instanceof Stage.Waiting ? SOON : LATER;
        if (status.equals(wish.getStatus())) {
            return UpdateControl.<BuildRequest>noUpdate().rescheduleAfter(again);
        }
        BuildRequest patch = new BuildRequest();
        patch.setMetadata(new ObjectMetaBuilder()
                .withNamespace(wish.getMetadata().getNamespace())
                .withName(wish.getMetadata().getName())
                .build());
        patch.setStatus(status);
        return UpdateControl.patchStatus(patch).rescheduleAfter(again);
    }

    private static boolean isOver(BuildRequest wish) {
        @Nullable BuildRequestStatus status = wish.getStatus();
        return status != null
                && (Conditions.holds(status.conditions(), Conditions.READY)
                        || Arrays.stream(Build.State.values())
                                .filter(state -> state != Build.State.PUBLISHED && Progress.isOver(state))
                                .anyMatch(state -> state.name().equals(status.state())));
    }

    private Finding find(BuildRequest wish, List<PyrsiaNode> members) throws InterruptedException {
        String network = wish.getSpec().network();
        if (members.isEmpty()) {
            return Finding.of(new Stage.Waiting("NoNodes", "this namespace has no node of " + network));
        }
        NetworkView view = asker.ask(members);
        Optional<PyrsiaNode> ready = members.stream()
                .filter(member -> said(view, member).map(NodeStatus::ready).orElse(false))
                // Recipes are the authorities' to publish.
                .max(Comparator.comparing(member ->
                        said(view, member).map(NodeStatus::role).equals(Optional.of(NodeStatus.Role.AUTHORITY))));
        if (ready.isEmpty()) {
            return Finding.of(new Stage.Waiting("NobodyAnswers", "no node of " + network + " has caught up"));
        }
        @Nullable
        String known = wish.getStatus() == null ? null : wish.getStatus().build();
        Purl purl;
        Optional<Publication> recipe = Optional.empty();
        try {
            purl = Purl.parse(wish.getSpec().purl());
            if (known == null && wish.getSpec().recipe() != null) {
                recipe = Optional.of(Publication.of(purl, wish.getSpec().recipe()));
            }
        } catch (Malformed e) {
            return Finding.of(new Stage.Stuck("NotAPackage", "spec: " + e.reason()));
        }
        try (ApiClient node = asker.client(ready.get(), PATIENCE)) {
            Optional<Stage> hindrance = recipe.isPresent() ? recipe.get().by(node) : Optional.empty();
            if (hindrance.isPresent()) {
                return Finding.of(hindrance.get());
            }
            Build build = known == null ? node.requestBuild(purl) : node.build(known);
            return Progress.isOver(build.state()) ? Finding.of(build, Vote.entries(node, build)) : Finding.of(build);
        } catch (ApiRefusal e) {
            return Finding.of(known == null ? Progress.refused(e.problem()) : lost(e.problem()));
        } catch (IOException | Malformed e) {
            return Finding.of(new Stage.Waiting("NobodyAnswers", String.valueOf(e.getMessage())));
        }
    }

    private static Optional<NodeStatus> said(NetworkView view, PyrsiaNode member) {
        return view.of(member.getMetadata().getName());
    }

    /// A node that is behind the one that requested it does not know the build yet.
    private static Stage lost(Problem problem) {
        return new Stage.Waiting(problem.is(Problem.Code.NOT_FOUND) ? "NotKnownYet" : "NotTold", problem.detail());
    }
}
