package io.pyrsia.operator.main;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.pyrsia.base.Malformed;
import io.pyrsia.client.pod.Seal;
import io.pyrsia.operator.build.BuildReconciler;
import io.pyrsia.operator.membership.MembershipReconciler;
import io.pyrsia.operator.node.NodeAsker;
import io.pyrsia.operator.node.NodeReconciler;
import io.pyrsia.operator.node.NodeSettings;
import io.pyrsia.operator.seat.Runners;
import io.pyrsia.operator.seat.SeatReconciler;
import io.pyrsia.operator.seat.Tekton;
import io.pyrsia.operator.tls.Identity;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The operator: looks after the custom resources of Pyrsia until it is told to stop.
///
/// Several may run; the holder of a lease works, the others wait. One that loses the lease ends.
public final class OperatorMain {

    private static final int WORKERS = 4;
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final int RETRY_FROM_MS = 1_000;
    private static final int RETRY_AT_MOST_MS = 30_000;

    private OperatorMain() {}

    public static void main(String[] arguments) {
        try {
            if (List.of(arguments).equals(List.of("train"))) {
                Training.run();
            } else if (arguments.length == 2 && arguments[0].equals("ask")) {
                Asking.run(URI.create(arguments[1]));
            } else {
                start(new KubernetesClientBuilder().build(), OperatorSettings.read(System.getenv()));
            }
        } catch (Malformed e) {
            System.err.println("pyrsia-operator: " + e.reason());
            System.exit(2);
        } catch (IOException | RuntimeException e) {
            System.err.println("pyrsia-operator: " + e.getMessage());
            System.exit(1);
        }
    }

    static void start(KubernetesClient client, OperatorSettings settings) throws IOException {
        Identity identity = StoredIdentity.readOrMake(client, settings.namespace(), Instant.now());
        Counts counts = new Counts();
        Operator operator = new Operator(overrider -> overrider
                .withMetrics(counts)
                .withKubernetesClient(client)
                .withCloseClientOnStop(true)
                .withConcurrentReconciliationThreads(WORKERS)
                .withUseSSAToPatchPrimaryResource(true)
                .withLeaderElectionConfiguration(
                        LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration("pyrsia-operator")
                                .withLeaseNamespace(settings.namespace())
                                .build()));
        NodeAsker asker = new NodeAsker(identity.context(), System::nanoTime);
        NodeSettings nodes =
                new NodeSettings(settings.nodeImage(), identity.client().certificate());
        register(operator, settings, new NodeReconciler(client, nodes, identity, asker, InstantSource.system()));
        register(operator, settings, new MembershipReconciler(asker, InstantSource.system()));
        Tekton tekton = new Tekton(client, InstantSource.system());
        Optional<Runners> runners =
                settings.builder().builds() ? Optional.of(new Runners(client, tekton)) : Optional.empty();
        register(operator, settings, new BuildReconciler(asker, runners, InstantSource.system()));
        if (settings.builder().builds()) {
            Seal secrets = Seal.of(identity.client().key());
            register(
                    operator,
                    settings,
                    new SeatReconciler(client, tekton, settings.builder(), asker, secrets, InstantSource.system()));
        }
        operator.installShutdownHook(STOP_LIMIT);
        OperatorHttp.start(settings.httpPort(), operator, counts);
        operator.start();
    }

    private static <R extends HasMetadata> void register(
            Operator operator, OperatorSettings settings, Reconciler<R> reconciler) {
        operator.register(reconciler, overrider -> {
            overrider.withRetry(new GenericRetry()
                    .setInitialInterval(RETRY_FROM_MS)
                    .setIntervalMultiplier(2)
                    .setMaxInterval(RETRY_AT_MOST_MS)
                    .setMaxAttempts(Integer.MAX_VALUE));
            if (settings.watched().isEmpty()) {
                overrider.watchingAllNamespaces();
            } else {
                overrider.settingNamespaces(settings.watched());
            }
        });
    }
}
