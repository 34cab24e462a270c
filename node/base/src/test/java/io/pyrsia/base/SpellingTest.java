package io.pyrsia.base;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SpellingTest {

    @Test
    void countsTheStepsBetweenWords() {
        assertEquals(0, Spelling.distance("list", "list"));
        assertEquals(1, Spelling.distance("lits", "list"));
        assertEquals(1, Spelling.distance("lst", "list"));
        assertEquals(1, Spelling.distance("listt", "list"));
        assertEquals(4, Spelling.distance("", "list"));
        assertEquals(3, Spelling.distance("kitten", "sitting"));
    }
}
