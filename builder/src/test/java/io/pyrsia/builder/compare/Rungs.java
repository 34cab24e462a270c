package io.pyrsia.builder.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pyrsia.base.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/// Compares two artifacts in both ways, which must agree: by the report, and by the digests that are voted on.
final class Rungs {

    private Rungs() {}

    static Report compare(Kind kind, byte[] one, byte[] other) throws IOException {
        Path first = Files.createTempFile("one", "");
        Path second = Files.createTempFile("other", "");
        try {
            Report report = Comparison.of(Files.write(first, one), Files.write(second, other), kind, Bounds.DEFAULT);
            assertEquals(firstEqual(ladder(kind, first), ladder(kind, second)), report.level(), report.text());
            return report;
        } finally {
            Files.delete(first);
            Files.delete(second);
        }
    }

    private static List<Bytes> ladder(Kind kind, Path file) throws IOException {
        Bytes raw = Digest.sha256(Bytes.wrap(Files.readAllBytes(file))).value();
        return Ladder.of(raw, Listing.of(file, kind, Bounds.DEFAULT));
    }

    static Listing listing(Kind kind, byte[] bytes) throws IOException {
        Path file = Files.createTempFile("artifact", "");
        try {
            return Listing.of(Files.write(file, bytes), kind, Bounds.DEFAULT);
        } finally {
            Files.delete(file);
        }
    }

    static void check(Level expected, String reason, Kind kind, byte[] one, byte[] other) throws IOException {
        Report report = compare(kind, one, other);
        assertEquals(expected, report.level(), report.text());
        assertEquals(true, report.text().contains(reason), report.text());
        assertEquals(true, report.json().contains("\"level\":\"" + expected + '"'), report.json());
    }

    private static Level firstEqual(List<Bytes> one, List<Bytes> other) {
        for (int rung = 0; rung < one.size(); rung++) {
            if (one.get(rung).equals(other.get(rung))) {
                return Level.RUNGS.get(rung);
            }
        }
        return Level.X;
    }
}
