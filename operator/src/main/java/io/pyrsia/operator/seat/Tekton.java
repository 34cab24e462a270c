package io.pyrsia.operator.seat;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;

/// Whether builds are PipelineRuns: the cluster is asked once a minute, because Tekton may come and go.
public final class Tekton {

    static final String API = "tekton.dev/v1";
    static final String PIPELINE_RUN = "PipelineRun";

    private static final Duration KEPT = Duration.ofMinutes(1);

    private final BooleanSupplier cluster;
    private final InstantSource clock;
    private Instant asked = Instant.MIN; // Guarded by this.
    private boolean isThere; // Guarded by this.

    public Tekton(KubernetesClient client, InstantSource clock) {
        this(() -> client.supports(API, PIPELINE_RUN), clock);
    }

    Tekton(BooleanSupplier cluster, InstantSource clock) {
        this.cluster = cluster;
        this.clock = clock;
    }

    synchronized boolean isThere() {
        Instant now = clock.instant();
        if (now.minus(KEPT).isAfter(asked)) {
            isThere = cluster.getAsBoolean();
            asked = now;
        }
        return isThere;
    }

    /// What builds are in this cluster.
    String kind() {
        return isThere() ? PIPELINE_RUN : "Job";
    }
}
