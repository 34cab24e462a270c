package io.pyrsia.server.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.crypto.PrivateKey;
import io.pyrsia.base.seam.Randomness;
import io.pyrsia.log.Edge;
import io.pyrsia.log.note.Checkpoint;
import io.pyrsia.log.note.NoteKey;
import io.pyrsia.log.note.NoteSigner;
import io.pyrsia.log.note.Quorum;
import io.pyrsia.log.note.SignedCheckpoint;
import io.pyrsia.log.witness.AddCheckpoint;
import io.pyrsia.log.witness.Witness;
import io.pyrsia.log.witness.WitnessAnswer;
import io.pyrsia.storage.Database;
import io.pyrsia.storage.StorageSettings;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A witness remembers what it cosigned, also when it starts again.
class StoredWitnessTest {

    private static final String ORIGIN = "log.test/pyrsia";

    @TempDir
    Path folder;

    private final NoteSigner log = new NoteSigner(ORIGIN, PrivateKey.generate(Randomness.seeded(1)));
    private final NoteSigner witness = new NoteSigner("witness.test", PrivateKey.generate(Randomness.seeded(2)));

    private SignedCheckpoint checkpoint(int entries) {
        Edge edge = Edge.EMPTY
                .appendEntries(Collections.nCopies(entries, Bytes.of(1)))
                .edge();
        Checkpoint checkpoint = Checkpoint.of(ORIGIN, edge);
        return SignedCheckpoint.of(checkpoint, List.of(log.sign(checkpoint.text())));
    }

    @Test
    void onlyTheNewestIsReplaced() {
        SignedCheckpoint one = checkpoint(1);
        SignedCheckpoint two = checkpoint(2);
        try (Database database = Database.open(folder, StorageSettings.small())) {
            StoredWitness store = new StoredWitness(database);
            assertEquals(Optional.empty(), store.latest(ORIGIN));
            assertFalse(store.replace(ORIGIN, Optional.of(one), two));
            assertTrue(store.replace(ORIGIN, Optional.empty(), one));
            assertFalse(store.replace(ORIGIN, Optional.empty(), two));
            assertTrue(store.replace(ORIGIN, Optional.of(one), two));
            assertEquals(Optional.empty(), store.latest("another.test"));
        }
        try (Database database = Database.open(folder, StorageSettings.small())) {
            assertEquals(Optional.of(two), new StoredWitness(database).latest(ORIGIN));
        }
    }

    @Test
    void aWitnessThatStartsAgainRefusesAnotherTree() {
        TreeMap<String, Quorum> logs = new TreeMap<>();
        logs.put(ORIGIN, Quorum.of(1, List.of(log.key(NoteKey.Kind.LOG))));
        Witness asked = new Witness(witness, logs);
        Bytes first = new AddCheckpoint(0, List.of(), checkpoint(3)).encode();
        try (Database database = Database.open(folder, StorageSettings.small())) {
            assertInstanceOf(WitnessAnswer.Cosigned.class, asked.add(first, new StoredWitness(database), 5));
        }
        try (Database database = Database.open(folder, StorageSettings.small())) {
            Bytes other = new AddCheckpoint(0, List.of(), checkpoint(2)).encode();
            assertEquals(new WitnessAnswer.OtherSize(3), asked.add(other, new StoredWitness(database), 6));
        }
    }
}
