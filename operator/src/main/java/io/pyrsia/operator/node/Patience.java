package io.pyrsia.operator.node;

import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// How soon a node is looked at again if nothing happens before.
///
/// Many nodes that wait for long, such as for machines that a cluster does not have, must not keep the operator from
/// those that somebody changes.
final class Patience {

    static final Duration SHORTEST = Duration.ofSeconds(2);
    static final Duration LONGEST = Duration.ofSeconds(30);
    private static final int PART = 8;

    private Patience() {}

    /// An eighth of the time that it has waited so far, within limits. Whose turn it is to restart is known by looking
    /// only: who waits for that looks often.
    static Duration with(Stage stage, List<Condition> conditions, Instant now) {
        if (stage instanceof Stage.Up) {
            return LONGEST;
        }
        if (Round.WAITING_TO_RESTART.equals(stage.reason())) {
            return SHORTEST;
        }
        Duration part = Conditions.find(conditions, Conditions.READY)
                .map(ready -> Duration.between(Instant.parse(ready.getLastTransitionTime()), now)
                        .dividedBy(PART))
                .orElse(SHORTEST);
        return part.compareTo(SHORTEST) < 0 ? SHORTEST : part.compareTo(LONGEST) > 0 ? LONGEST : part;
    }
}
