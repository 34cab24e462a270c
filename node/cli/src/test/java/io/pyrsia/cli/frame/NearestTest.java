package io.pyrsia.cli.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {

    @Test
    void theNearestComeFirstAndFarOnesNotAtAll() {
        List<String> known = List.of("status", "start", "list", "authority");
        assertEquals(List.of("status"), Nearest.of("sttaus", known));
        assertEquals(List.of("status"), Nearest.of("statu", known));
        assertEquals(List.of("authority"), Nearest.of("auth", known));
        assertEquals(List.of(), Nearest.of("xyz", known));
    }
}
