package io.pyrsia.operator.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionsTest {

    private static final Instant EARLIER = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATER = Instant.parse("2026-01-02T00:00:00.5Z");

    private static String since(List<Condition> conditions, String type) {
        return Conditions.find(conditions, type).orElseThrow().getLastTransitionTime();
    }

    @Test
    void aStageIsOneOfThree() {
        Conditions conditions = new Conditions(List.of(), 1, EARLIER);
        List<Condition> waiting = conditions.of(new Stage.Waiting("CatchingUp", "blocks are missing"));
        assertFalse(Conditions.holds(waiting, Conditions.READY));
        assertTrue(Conditions.holds(waiting, Conditions.RECONCILING));
        assertFalse(Conditions.holds(waiting, Conditions.STALLED));
        List<Condition> stuck = conditions.of(new Stage.Stuck("GenesisLost", "put it back"));
        assertFalse(Conditions.holds(stuck, Conditions.READY));
        assertFalse(Conditions.holds(stuck, Conditions.RECONCILING));
        assertTrue(Conditions.holds(stuck, Conditions.STALLED));
        List<Condition> up = conditions.of(new Stage.Up("it has caught up"));
        assertTrue(Conditions.holds(up, Conditions.READY));
        assertFalse(Conditions.holds(up, Conditions.RECONCILING));
        assertFalse(Conditions.holds(up, Conditions.STALLED));
    }

    @Test
    void aTimeChangesOnlyWithItsCondition() {
        List<Condition> before =
                new Conditions(List.of(), 1, EARLIER).of(new Stage.Waiting("WaitingForKey", "a pod makes it"));
        List<Condition> after = new Conditions(before, 2, LATER).of(new Stage.Stuck("KeyUnknown", "no claim"));
        assertEquals("2026-01-01T00:00:00Z", since(after, Conditions.READY));
        assertEquals("2026-01-02T00:00:00Z", since(after, Conditions.STALLED));
        assertEquals(2, Conditions.find(after, Conditions.READY).orElseThrow().getObservedGeneration());
    }
}
