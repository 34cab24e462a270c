package io.pyrsia.server.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The node's lines: each is one line, and its files stay small.
class JournalTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private List<Path> files() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    @Test
    void theFilesNeverGrowOverTheirSizeAndNumber() throws Exception {
        Path file = folder.resolve("node.log");
        try (RotatingFile lines = new RotatingFile(file, 1_000)) {
            for (int i = 0; i < 1_000; i++) {
                lines.accept("line " + i);
            }
        }
        List<Path> all = files();
        assertEquals(1 + RotatingFile.OLDER, all.size());
        for (Path each : all) {
            assertTrue(Files.size(each) <= 1_000, each + " has " + Files.size(each));
        }
        List<String> newest = new ArrayList<>();
        for (int i = all.size() - 1; i >= 0; i--) {
            newest.addAll(Files.readAllLines(all.get(i)));
        }
        assertEquals("line 999", newest.getLast());
        int first = 1_000 - newest.size();
        for (int i = 0; i < newest.size(); i++) {
            assertEquals("line " + (first + i), newest.get(i), "no line is lost between files");
        }
    }

    @Test
    void anotherProcessGoesOnWhereOneStopped() throws Exception {
        Path file = folder.resolve("node.log");
        for (String line : List.of("one", "two")) {
            try (RotatingFile lines = new RotatingFile(file, 1_000)) {
                lines.accept(line);
            }
        }
        assertEquals(List.of("one", "two"), Files.readAllLines(file));
    }

    @Test
    void aFileThatCannotBeWrittenStopsNobodyAndIsTriedAgain() throws Exception {
        Path later = folder.resolve("later");
        try (RotatingFile lines = new RotatingFile(later.resolve("node.log"), 1_000)) {
            lines.accept("lost");
            Files.createDirectory(later);
            lines.accept("kept");
        }
        assertEquals(List.of("kept"), Files.readAllLines(later.resolve("node.log")));
    }

    @Test
    void eachRecordIsOneLineWhateverItSays() {
        List<String> written = new ArrayList<>();
        Journal journal = new Journal(written::add);
        LogRecord entry = new LogRecord(Level.WARNING, "two\nlines and \u001b[31mred");
        entry.setLoggerName("io.pyrsia.Some");
        entry.setThrown(new IllegalStateException("why\nso"));
        journal.publish(entry);
        journal.publish(new LogRecord(Level.INFO, "x".repeat(100_000)));
        assertEquals(2, written.size());
        assertTrue(written.getFirst().contains(" warn Some - two\\nlines and \\u001b[31mred | "), written.getFirst());
        assertTrue(written.stream().noneMatch(line -> line.contains("\n")));
        assertTrue(written.getLast().length() < 5_000);
        assertEquals(written, journal.newest(10));
    }
}
