package io.pyrsia.cli.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {

    @Test
    void countsTheStepsBetweenWords() {
        assertEquals(0, Nearest.distance("list", "list"));
        assertEquals(1, Nearest.distance("lits", "list"));
        assertEquals(1, Nearest.distance("lst", "list"));
        assertEquals(1, Nearest.distance("listt", "list"));
        assertEquals(4, Nearest.distance("", "list"));
        assertEquals(3, Nearest.distance("kitten", "sitting"));
    }

    @Test
    void theNearestComeFirstAndFarOnesNotAtAll() {
        List<String> known = List.of("status", "start", "list", "authority");
        assertEquals(List.of("status"), Nearest.of("sttaus", known));
        assertEquals(List.of("status"), Nearest.of("statu", known));
        assertEquals(List.of("authority"), Nearest.of("auth", known));
        assertEquals(List.of(), Nearest.of("xyz", known));
    }
}
