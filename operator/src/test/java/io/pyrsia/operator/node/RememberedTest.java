package io.pyrsia.operator.node;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RememberedTest {

    private static final String SPEC = "network: {name: main, founders: 4}";

    private final AtomicLong nowNs = new AtomicLong();
    private final Remembered remembered = new Remembered(nowNs::get);
    private final Names names = Names.of(Examples.node("one", SPEC));

    private static HasMetadata set(String more) {
        return Examples.objects(SPEC + more).statefulSet("");
    }

    @Test
    void theSameIsKnownForAWhileAndForLongerOfANodeThatIsUp() {
        assertFalse(remembered.knows(names, set(""), true));
        remembered.add(names, set(""));
        assertTrue(remembered.knows(names, set(""), false));
        nowNs.addAndGet(Duration.ofMinutes(2).toNanos());
        assertFalse(remembered.knows(names, set(""), false));
        assertTrue(remembered.knows(names, set(""), true));
        nowNs.addAndGet(Duration.ofMinutes(9).toNanos());
        assertFalse(remembered.knows(names, set(""), true));
    }

    @Test
    void anotherWishIsNotKnown() {
        remembered.add(names, set(""));
        assertFalse(remembered.knows(names, set("\nimage: pyrsia/node:2"), true));
    }

    @Test
    void whoIsForgottenIsAppliedAnew() {
        remembered.add(names, set(""));
        remembered.forget(names);
        assertFalse(remembered.knows(names, set(""), true));
    }

    /// Whoever runs writes it, and nobody again before somebody comes or goes.
    @Test
    void theBudgetIsItsNetworksAndNoNodes() {
        Names other = Names.of(Examples.node("two", SPEC));
        HasMetadata budget = Disruption.of(List.of(names, other));
        remembered.add(names.ofNetwork(), budget);
        remembered.forget(names);
        assertTrue(remembered.knows(other.ofNetwork(), budget, true));
        assertFalse(remembered.knows(other.ofNetwork(), Disruption.of(List.of(other)), true));
    }
}
