package io.pyrsia.server.log;

import io.pyrsia.base.Malformed;
import io.pyrsia.log.note.SignedCheckpoint;
import io.pyrsia.log.witness.WitnessStore;
import io.pyrsia.storage.Batch;
import io.pyrsia.storage.Column;
import io.pyrsia.storage.Database;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// What this node cosigned as a witness, in its store: one row for each log. Safe for use by many threads.
public final class StoredWitness implements WitnessStore {

    private static final Bytes PREFIX = Bytes.wrap("witness/".getBytes(StandardCharsets.US_ASCII));

    private final Database database;

    public StoredWitness(Database database) {
        this.database = database;
    }

    @Override
    public synchronized Optional<SignedCheckpoint> latest(String origin) {
        @Nullable Bytes stored = database.get(Column.META, key(origin));
        if (stored == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(SignedCheckpoint.parse(stored));
        } catch (Malformed e) {
            throw new IllegalStateException("what was cosigned for " + origin + " is damaged: " + e.reason(), e);
        }
    }

    @Override
    public synchronized boolean replace(String origin, Optional<SignedCheckpoint> before, SignedCheckpoint after) {
        if (!latest(origin).equals(before)) {
            return false;
        }
        database.commit(new Batch().put(Column.META, key(origin), after.encode()));
        return true;
    }

    private static Bytes key(String origin) {
        return Bytes.concatenate(PREFIX, Bytes.wrap(origin.getBytes(StandardCharsets.UTF_8)));
    }
}
