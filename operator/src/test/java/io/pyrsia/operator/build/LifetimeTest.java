package io.pyrsia.operator.build;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pyrsia.crds.BuildRequest;
import io.pyrsia.crds.BuildRequestSpec;
import io.pyrsia.operator.node.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LifetimeTest {

    private static final Instant ENDED = Instant.parse("2026-01-02T03:04:05Z");

    private static BuildRequest wish(@Nullable Integer seconds) {
        BuildRequest wish = new BuildRequest();
        wish.getMetadata().setGeneration(1L);
        wish.setSpec(new BuildRequestSpec("main", "pkg:pypi/idna@3.10", null, seconds));
        return wish;
    }

    private static BuildRequest wish(@Nullable Integer seconds, Stage stage) {
        BuildRequest wish = wish(seconds);
        wish.setStatus(Finding.of(stage).status(wish, Map.of(), ENDED));
        return wish;
    }

    @Test
    void aRequestGoesSoManySecondsAfterItsEnd() {
        for (Stage end : new Stage[] {new Stage.Up("Published", ""), new Stage.Stuck("Disputed", "")}) {
            BuildRequest wish = wish(60, end);
            assertEquals(Optional.of(Duration.ofSeconds(60)), Lifetime.left(wish, ENDED));
            assertEquals(Optional.of(Duration.ZERO), Lifetime.left(wish, ENDED.plusSeconds(60)));
        }
    }

    @Test
    void itStaysWhileItIsBuiltAndForEverIfNothingElseIsWished() {
        Instant later = ENDED.plusSeconds(1_000_000);
        assertEquals(Optional.empty(), Lifetime.left(wish(60), later));
        assertEquals(Optional.empty(), Lifetime.left(wish(60, new Stage.Waiting("Building", "")), later));
        assertEquals(Optional.empty(), Lifetime.left(wish(null, new Stage.Up("Published", "")), later));
    }
}
