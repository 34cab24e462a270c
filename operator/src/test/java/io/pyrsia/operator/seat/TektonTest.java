package io.pyrsia.operator.seat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TektonTest {

    @Test
    void theClusterIsAskedRarelyAndAgain() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
        AtomicInteger questions = new AtomicInteger();
        AtomicBoolean isInstalled = new AtomicBoolean();
        Tekton tekton = new Tekton(
                () -> {
                    questions.incrementAndGet();
                    return isInstalled.get();
                },
                now::get);
        assertEquals("Job", tekton.kind());
        isInstalled.set(true);
        assertEquals("Job", tekton.kind());
        assertEquals(1, questions.get());
        now.set(Instant.EPOCH.plusSeconds(61));
        assertEquals("PipelineRun", tekton.kind());
        assertEquals(2, questions.get());
    }
}
