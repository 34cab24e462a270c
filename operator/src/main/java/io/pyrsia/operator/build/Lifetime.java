package io.pyrsia.operator.build;

import io.fabric8.kubernetes.api.model.Condition;
import io.pyrsia.crds.BuildRequest;
import io.pyrsia.operator.node.Conditions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How long a request stays when nothing more will become of it.
final class Lifetime {

    private Lifetime() {}

    /// What is left of a request's time, zero or less if it is over; empty if it stays, or goes on still.
    static Optional<Duration> left(BuildRequest wish, Instant now) {
        @Nullable Integer seconds = wish.getSpec().ttlSecondsAfterFinished();
        if (seconds == null || wish.getStatus() == null) {
            return Optional.empty();
        }
        return Conditions.find(wish.getStatus().conditions(), Conditions.RECONCILING)
                .filter(condition -> "False".equals(condition.getStatus()))
                .map(Condition::getLastTransitionTime)
                .map(ended -> Duration.between(now, Instant.parse(ended).plusSeconds(seconds)));
    }
}
