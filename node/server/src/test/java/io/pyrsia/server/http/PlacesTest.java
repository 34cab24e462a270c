package io.pyrsia.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PlacesTest {

    @Test
    void clientsOfPackagesDoNotTakeTheOthers() {
        Places places = new Places(1, 1, Duration.ZERO);
        try (Places.Place _ = places.take(true)) {
            Refused refused = assertThrows(Refused.class, () -> places.take(true));
            assertEquals(503, refused.problem().status());
            places.take(false).close();
        }
        places.take(true).close();
    }

    @Test
    void whoWaitsGetsThePlaceThatIsLeft() throws Exception {
        Places places = new Places(1, 1, Duration.ofMinutes(10));
        Places.Place first = places.take(true);
        CompletableFuture<Places.Place> second = CompletableFuture.supplyAsync(() -> places.take(true));
        first.close();
        second.get(60, TimeUnit.SECONDS).close();
    }
}
