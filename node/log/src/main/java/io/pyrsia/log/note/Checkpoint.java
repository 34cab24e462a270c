package io.pyrsia.log.note;

import io.pyrsia.base.Malformed;
import io.pyrsia.log.Decimal;
import io.pyrsia.log.Edge;
import io.pyrsia.log.Hash;

/// A log's tree head (tlog-checkpoint): which log, how many entries, and the root over them.
public record Checkpoint(String origin, long size, Hash root) {

    public Checkpoint {
        if (origin.isEmpty() || origin.contains("\n") || !Note.isText(origin + "\n") || size < 0) {
            throw new IllegalArgumentException("no checkpoint of '" + origin + "' at " + size);
        }
    }

    public static Checkpoint of(String origin, Edge edge) {
        return new Checkpoint(origin, edge.size(), edge.root());
    }

    /// The text that is signed.
    public String text() {
        return origin + "\n" + size + "\n" + root + "\n";
    }

    /// Reads a note's text; lines below the third are extensions, which say nothing about the tree.
    static Checkpoint parse(String text) throws Malformed {
        String[] lines = text.split("\n", -1);
        if (lines.length < 4 || lines[0].isEmpty()) {
            throw new Malformed("a checkpoint has an origin, a size and a root");
        }
        for (int i = 3; i < lines.length - 1; i++) {
            if (lines[i].isEmpty()) {
                throw new Malformed("an extension line of a checkpoint is empty");
            }
        }
        return new Checkpoint(lines[0], Decimal.parse(lines[1]), Hash.parse(lines[2]));
    }
}
