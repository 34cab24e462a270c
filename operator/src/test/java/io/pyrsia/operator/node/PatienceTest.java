package io.pyrsia.operator.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How often nodes are looked at.
class PatienceTest {

    private static final Instant BEGAN = Instant.parse("2026-01-02T03:04:05Z");

    private static Duration after(Stage stage, long seconds) {
        List<Condition> conditions = new Conditions(List.of(), 1, BEGAN).of(stage);
        return Patience.with(stage, conditions, BEGAN.plusSeconds(seconds));
    }

    @Test
    void whoWaitsForLongIsLookedAtLessOften() {
        Stage waiting = new Stage.Waiting("Starting", "the pod is not there yet");
        assertEquals(Duration.ofSeconds(2), after(waiting, 0));
        assertEquals(Duration.ofSeconds(2), after(waiting, 16));
        assertEquals(Duration.ofSeconds(10), after(waiting, 80));
        assertEquals(Duration.ofSeconds(30), after(waiting, 86_400));
    }

    @Test
    void aClockThatWentBackIsNoReasonToHurry() {
        assertEquals(Duration.ofSeconds(2), after(new Stage.Waiting("Starting", "it starts"), -100));
    }

    @Test
    void whoseTurnItIsIsFoundByLooking() {
        assertEquals(Duration.ofSeconds(2), after(new Stage.Waiting("WaitingToRestart", "others come first"), 600));
    }

    @Test
    void whoIsUpIsLookedAtNowAndThen() {
        assertEquals(Duration.ofSeconds(30), after(new Stage.Up("it has caught up"), 0));
    }
}
