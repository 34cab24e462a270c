package io.pyrsia.operator.node;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.MaxReconciliationInterval;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.pyrsia.crds.PyrsiaNode;
import io.pyrsia.crds.PyrsiaNodeSpec.Deletion;
import io.pyrsia.crds.PyrsiaNodeStatus;
import io.pyrsia.operator.tls.Identity;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Makes of a PyrsiaNode a node that runs: key, genesis, certificate, pod, and restarts when the network
/// can spare it.
///
/// Each step needs the one before: while a step waits, the status says for what.
@ControllerConfiguration(
        name = "nodes",
        maxReconciliationInterval = @MaxReconciliationInterval(interval = 10, timeUnit = TimeUnit.MINUTES))
public final class NodeReconciler implements Reconciler<PyrsiaNode>, Cleaner<PyrsiaNode> {

    private static final Duration SOON = Patience.SHORTEST;
    private static final Duration LATER = Patience.LONGEST;

    private final Round.Shell shell;

    public NodeReconciler(
            KubernetesClient client, NodeSettings settings, Identity identity, NodeAsker asker, InstantSource clock) {
        this.shell = new Round.Shell(
                new Cluster(client, identity), settings, asker, new Turns(), new Remembered(System::nanoTime), clock);
    }

    @Override
    public List<EventSource<?, PyrsiaNode>> prepareEventSources(EventSourceContext<PyrsiaNode> context) {
        String ours = Names.MANAGED_BY + "=" + Names.MANAGER;
        // A build for the node is no job of the node.
        String claims = ours + "," + Names.NODE_LABEL;
        return List.of(
                new InformerEventSource<>(
                        InformerEventSourceConfiguration.from(StatefulSet.class, PyrsiaNode.class)
                                .withLabelSelector(ours)
                                .build(),
                        context),
                new InformerEventSource<>(
                        InformerEventSourceConfiguration.from(Job.class, PyrsiaNode.class)
                                .withLabelSelector(claims)
                                .build(),
                        context));
    }

    @Override
    public UpdateControl<PyrsiaNode> reconcile(PyrsiaNode node, Context<PyrsiaNode> context) {
        boolean isClaiming = context.getSecondaryResource(Job.class).isPresent();
        Round round = new Round(shell, node, members(node, context), isClaiming);
        Stage stage = round.go();
        PyrsiaNodeStatus status = round.status(stage);
        Duration again = Patience.with(stage, status.conditions(), shell.clock().instant());
        if (status.equals(node.getStatus())) {
            return UpdateControl.<PyrsiaNode>noUpdate().rescheduleAfter(again);
        }
        return UpdateControl.patchStatus(onlyStatus(node, status)).rescheduleAfter(again);
    }

    /// Stops the pod; the volumes go only if that was asked for and no network counts on the key.
    @Override
    public DeleteControl cleanup(PyrsiaNode node, Context<PyrsiaNode> context) {
        Names names = Names.of(node);
        Cluster cluster = shell.cluster();
        List<PyrsiaNode> others = members(node, context).stream()
                .filter(other -> !other.getMetadata().getUid().equals(names.uid()))
                .filter(other -> other.getMetadata().getDeletionTimestamp() == null)
                .toList();
        if (node.getSpec().deletion() == Deletion.DELETE) {
            Optional<String> objection =
                    Farewell.objection(node, others, () -> shell.asker().ask(others));
            if (objection.isPresent()) {
                Stage stuck = new Stage.Stuck("KeyStillCounts", objection.get());
                context.getClient()
                        .resource(onlyStatus(node, new Round(shell, node, others, false).status(stuck)))
                        .patchStatus();
                return DeleteControl.noFinalizerRemoval().rescheduleAfter(LATER);
            }
        }
        cluster.stop(names);
        if (cluster.pod(names).isPresent()) {
            return DeleteControl.noFinalizerRemoval().rescheduleAfter(SOON);
        }
        shell.remembered().forget(names);
        if (others.isEmpty()) {
            shell.remembered().forget(names.ofNetwork());
        }
        shell.turns().giveBack(names.namespace() + "/" + names.network(), names.node());
        String volumes = String.join(" and ", cluster.volumes(names));
        if (node.getSpec().deletion() == Deletion.DELETE) {
            cluster.deleteVolumes(names);
            cluster.say(names, "KeyDeleted", "deleted the volumes " + volumes + ": the key is gone");
        } else {
            cluster.say(names, "KeyKept", "kept the volumes " + volumes + ": a node of this name will go on with them");
        }
        return DeleteControl.defaultDelete();
    }

    /// All nodes of the same network and namespace, this one among them.
    private static List<PyrsiaNode> members(PyrsiaNode node, Context<PyrsiaNode> context) {
        Names names = Names.of(node);
        return context.eventSourceRetriever()
                .getControllerEventSource()
                .list(
                        names.namespace(),
                        other -> other.getSpec().network().name().equals(names.network()))
                .toList();
    }

    private static PyrsiaNode onlyStatus(PyrsiaNode node, PyrsiaNodeStatus status) {
        PyrsiaNode patch = new PyrsiaNode();
        patch.setMetadata(new ObjectMetaBuilder()
                .withNamespace(node.getMetadata().getNamespace())
                .withName(node.getMetadata().getName())
                .build());
        patch.setStatus(status);
        return patch;
    }
}
