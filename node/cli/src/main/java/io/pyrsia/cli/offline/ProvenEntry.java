package io.pyrsia.cli.offline;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.Purl;
import io.pyrsia.base.json.Json;
import io.pyrsia.base.json.JsonReader;
import java.time.Instant;
import org.apache.tuweni.bytes.Bytes;

/// What an entry of the log states about one file (schema `entry-1`).
record ProvenEntry(String operation, Purl purl, Digest sha256, Level trust, Instant time) {

    static final int MAX_BYTES = 65_535;

    private static final int VERSION = 1;

    /// How much the network trusts a file, the most first.
    enum Level {
        VERIFIED,
        TRUSTED,
        UNTRUSTED
    }

    static ProvenEntry parse(Bytes entry) throws Malformed {
        if (!(JsonReader.read(entry, MAX_BYTES) instanceof Json.Obj object)) {
            throw new Malformed("an entry of the log is a JSON object");
        }
        if (object.integer("v") != VERSION) {
            throw new Malformed("the entry is of version " + object.integer("v") + ": install a newer pyrsia");
        }
        String operation = object.text("operation");
        if (!operation.equals("AddArtifact") && !operation.equals("Observation")) {
            throw new Malformed("the entry is a " + operation + ", which vouches for no file");
        }
        return new ProvenEntry(
                operation,
                Purl.parse(object.text("artifact_id")),
                Digest.parse(object.text("artifact_hash")),
                level(object.text("trust")),
                Instant.ofEpochMilli(object.integer("timestamp")));
    }

    private static Level level(String name) throws Malformed {
        for (Level level : Level.values()) {
            if (level.name().equals(name)) {
                return level;
            }
        }
        throw new Malformed("the entry has the unknown level of trust '" + name + "'");
    }
}
