package io.pyrsia.operator.main;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.pyrsia.operator.seat.BuilderSettings;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// `train`: the operator looks once at a node that an API server of its own process tells it of, so that the JVM can
/// note which classes that needs (the AOT cache, JEP 514).
final class Training {

    private static final String SPACE = "training";
    private static final long TIME_LIMIT_SECONDS = 60;

    private Training() {}

    static void run() throws IOException {
        try (TrainingServer server = new TrainingServer(SPACE)) {
            Config config = new ConfigBuilder(Config.empty())
                    .withMasterUrl(server.address())
                    .withNamespace(SPACE)
                    .build();
            KubernetesClient client =
                    new KubernetesClientBuilder().withConfig(config).build();
            OperatorMain.start(
                    client, new OperatorSettings(SPACE, Set.of(), "none", new BuilderSettings("", Map.of()), 0));
            if (!server.looked().await(TIME_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("the operator did not look at its node in " + TIME_LIMIT_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.exit(0);
    }
}
