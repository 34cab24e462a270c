package io.pyrsia.operator.seat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.MaxReconciliationInterval;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.pyrsia.base.json.CanonicalJson;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.ApiRefusal;
import io.pyrsia.client.Refusal;
import io.pyrsia.client.api.Build;
import io.pyrsia.client.api.Problem;
import io.pyrsia.client.api.Work;
import io.pyrsia.client.json.RecordJson;
import io.pyrsia.client.pod.Seal;
import io.pyrsia.client.pod.Task;
import io.pyrsia.crds.PyrsiaNode;
import io.pyrsia.operator.node.NodeAsker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Asks a node for builds that it was drawn for, has a pod make each, and brings the node what came of it.
///
/// It remembers nothing: the node offers a build until it has an answer, and what builds for a seat has a name that
/// follows from it.
@ControllerConfiguration(
        name = "seats",
        maxReconciliationInterval = @MaxReconciliationInterval(interval = 10, timeUnit = TimeUnit.MINUTES))
public final class SeatReconciler implements Reconciler<PyrsiaNode> {

    private static final System.Logger LOG = System.getLogger(SeatReconciler.class.getName());

    private static final Duration SOON = Duration.ofSeconds(5);
    /// Between two looks at a node that is not up or builds nothing.
    private static final Duration LATER = Duration.ofSeconds(20);

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    /// What is left of the network's time when a build without a recipe is given up.
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private final SeatCluster cluster;
    private final BuilderSettings settings;
    private final NodeAsker asker;
    private final Seal secrets;
    private final InstantSource clock;
    private final Courier courier = new Courier();

    /// @param secrets makes the secret of each pod from its name, so that none is kept
    public SeatReconciler(
            KubernetesClient client,
            Tekton tekton,
            BuilderSettings settings,
            NodeAsker asker,
            Seal secrets,
            InstantSource clock) {
        this.cluster = new SeatCluster(client, tekton);
        this.settings = settings;
        this.asker = asker;
        this.secrets = secrets;
        this.clock = clock;
    }

    @Override
    public UpdateControl<PyrsiaNode> reconcile(PyrsiaNode node, Context<PyrsiaNode> context)
            throws InterruptedException {
        boolean isAsked = node.getStatus() != null && node.getStatus().nodeId() != null;
        boolean hasWork = false;
        if (isAsked) {
            try (ApiClient api = asker.client(node, PATIENCE)) {
                for (Work work : api.work().work()) {
                    hasWork = true;
                    serve(node, work, api);
                }
            } catch (IOException e) {
                LOG.log(
                        System.Logger.Level.DEBUG,
                        "{0} gives no work: {1}",
                        node.getMetadata().getName(),
                        e);
            } catch (ApiRefusal e) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        node.getMetadata().getName() + " gives no work: " + e.getMessage());
            }
        }
        return UpdateControl.<PyrsiaNode>noUpdate().rescheduleAfter(hasWork ? SOON : LATER);
    }

    /// What goes wrong with one build holds up no other.
    private void serve(PyrsiaNode node, Work work, ApiClient api) throws InterruptedException {
        SeatName name = new SeatName(
                node.getMetadata().getNamespace(), node.getMetadata().getName(), work.build(), work.round());
        try {
            Optional<HasMetadata> runner = cluster.runner(name);
            switch (Next.of(runner.map(there -> cluster.run(name, there)))) {
                case Next.Start() -> start(node, name, work, api);
                case Next.Equip() -> equip(runner.orElseThrow(), name, work, recipe(work, api));
                case Next.Wait() -> {}
                case Next.Bring(String address) -> courier.bring(Courier.address(address), seal(name), work, api);
                case Next.Refuse(String reason) -> refuse(work, reason, api);
            }
        } catch (ApiRefusal e) {
            LOG.log(System.Logger.Level.WARNING, name.text() + ": its node says: " + e.getMessage());
        } catch (IOException e) {
            // Such as a pod that packs its parcel still.
            LOG.log(System.Logger.Level.DEBUG, "{0} is not answered yet: {1}", name.text(), e);
        }
    }

    private void start(PyrsiaNode node, SeatName name, Work work, ApiClient api)
            throws IOException, InterruptedException, ApiRefusal {
        String recipe = recipe(work, api);
        SeatObjects objects = new SeatObjects(name, settings.image());
        HasMetadata run = cluster.start(objects, SeatObjects.owner(node), left(work));
        LOG.log(System.Logger.Level.INFO, "{0} {1} builds {2}", run.getKind(), name.text(), work.purl());
        equip(run, name, work, recipe);
        cluster.prune(name, clock.instant().minusSeconds(SeatObjects.KEPT_SECONDS));
    }

    private Duration left(Work work) {
        return Duration.between(clock.instant(), work.deadline());
    }

    private String recipe(Work work, ApiClient api) throws IOException, InterruptedException, ApiRefusal {
        try {
            return new String(api.blob(work.recipe()).toArrayUnsafe(), StandardCharsets.UTF_8);
        } catch (ApiRefusal e) {
            if (e.problem().is(Problem.Code.NOT_FOUND) && left(work).compareTo(MARGIN) < 0) {
                refuse(work, "no recipe found: this builder's node does not have " + work.recipe(), api);
            }
            throw e;
        }
    }

    /// The task comes last: a pod begins when it is there.
    private void equip(HasMetadata run, SeatName name, Work work, String recipe) {
        SeatObjects objects = new SeatObjects(name, settings.image());
        Task task = new Task(work, settings.registries());
        cluster.apply(objects.secret(run, secret(name)));
        cluster.apply(objects.rules(run));
        cluster.apply(objects.task(run, CanonicalJson.text(RecordJson.write(Task.class, task)), recipe));
    }

    private static void refuse(Work work, String reason, ApiClient api)
            throws IOException, InterruptedException, ApiRefusal {
        Build _ = api.answer(work.build(), work.round(), Refusal.of(reason));
    }

    private String secret(SeatName name) {
        return secrets.text(name.namespace() + "/" + name.text());
    }

    private Seal seal(SeatName name) {
        return Seal.of(secret(name));
    }
}
