package io.pyrsia.operator.node;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// Conditions of a status, as kstatus reads them: `Ready`, and `Reconciling` or `Stalled` while it is not.
public final class Conditions {

    public static final String READY = "Ready";
    public static final String RECONCILING = "Reconciling";
    public static final String STALLED = "Stalled";

    private final List<Condition> before;
    private final long generation;
    private final Instant now;

    /// @param before the conditions so far: a time changes only when its condition does
    public Conditions(List<Condition> before, long generation, Instant now) {
        this.before = before;
        this.generation = generation;
        this.now = now;
    }

    public Condition of(String type, boolean holds, String reason, String message) {
        String status = holds ? "True" : "False";
        String since = find(before, type)
                .filter(old -> status.equals(old.getStatus()))
                .map(Condition::getLastTransitionTime)
                .orElse(now.truncatedTo(ChronoUnit.SECONDS).toString());
        return new ConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withReason(reason)
                .withMessage(message)
                .withLastTransitionTime(since)
                .withObservedGeneration(generation)
                .build();
    }

    /// The three of a stage.
    public List<Condition> of(Stage stage) {
        boolean isUp = stage instanceof Stage.Up;
        boolean isStuck = stage instanceof Stage.Stuck;
        return List.of(
                of(READY, isUp, stage.reason(), stage.message()),
                of(RECONCILING, !isUp && !isStuck, stage.reason(), stage.message()),
                of(STALLED, isStuck, stage.reason(), stage.message()));
    }

    public static Optional<Condition> find(List<Condition> conditions, String type) {
        return conditions.stream()
                .filter(condition -> type.equals(condition.getType()))
                .findFirst();
    }

    public static boolean holds(List<Condition> conditions, String type) {
        return find(conditions, type)
                .filter(found -> "True".equals(found.getStatus()))
                .isPresent();
    }
}
