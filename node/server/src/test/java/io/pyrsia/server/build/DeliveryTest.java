package io.pyrsia.server.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.ByteSize;
import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.attestation.Envelope;
import io.pyrsia.base.attestation.Statement;
import io.pyrsia.base.attestation.Subject;
import io.pyrsia.base.crypto.PrivateKey;
import io.pyrsia.base.json.Json;
import io.pyrsia.base.seam.Clock;
import io.pyrsia.client.api.BuildAnswer;
import io.pyrsia.ledger.transaction.BuildOutcome;
import io.pyrsia.storage.Database;
import io.pyrsia.storage.StorageSettings;
import io.pyrsia.storage.blob.BlobSettings;
import io.pyrsia.storage.blob.BlobStore;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a node makes of what its builder brings, and what of it stays.
class DeliveryTest {

    private final PrivateKey key;
    private final Database database;
    private final BlobStore blobs;
    private final SmallBlobs small;
    private final Delivery delivery;

    DeliveryTest(@TempDir Path folder) throws Exception {
        key = PrivateKey.ofSeed(Bytes.repeat((byte) 1, 32));
        database = Database.open(folder.resolve("store"), StorageSettings.small());
        blobs = BlobStore.open(
                folder.resolve("blobs"), database, new BlobSettings(ByteSize.parse("1 GiB")), Clock.system());
        small = new SmallBlobs(blobs);
        delivery = new Delivery(blobs, key);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Digest given(String text) throws Exception {
        return small.keep(BuildingNetwork.bytes(text));
    }

    private BuildAnswer.Built answer(List<String> dependencies, Digest... byproducts) throws Exception {
        Digest file = given("a jar");
        List<Json> others = Arrays.stream(byproducts)
                .map(digest -> (Json) Json.object(Map.of("digest", new Subject("log", digest).digestSet())))
                .toList();
        Json predicate = Json.object(Map.of("runDetails", Json.object(Map.of("byproducts", Json.array(others)))));
        Statement statement = new Statement(List.of(new Subject("a.jar", file)), Statement.PROVENANCE, predicate);
        return new BuildAnswer.Built(
                List.of(new BuildAnswer.File("a.jar", Collections.nCopies(5, file), "a/jar")),
                given(String.join("\n", dependencies) + "\n"),
                small.keep(statement.bytes()));
    }

    private static List<String> packages(int count, String name) {
        return IntStream.range(0, count)
                .mapToObj(i -> "pkg:npm/%s%04d@1.0".formatted(name, i))
                .toList();
    }

    private BuildOutcome.Built built(BuildAnswer answer) throws Exception {
        return (BuildOutcome.Built) delivery.outcome(answer);
    }

    @Test
    void filesAndWhatExplainsThemStay() throws Exception {
        Digest log = given("log");
        Digest unknown = BuildingNetwork.hash("never given");
        BuildOutcome.Built built = built(answer(List.of("pkg:npm/a@1"), log, unknown));
        Digest file = BuildingNetwork.hash("a jar");
        for (Digest kept : List.of(log, file, built.dependencies().digest(), built.attestation())) {
            assertEquals(List.of("build"), blobs.owners(kept));
        }
        assertEquals(List.of(), blobs.owners(unknown));
        Envelope envelope = Envelope.parse(small.read(built.attestation(), "the envelope"));
        assertTrue(envelope.isSignedBy(key.publicKey()));
    }

    @Test
    void largeByproductsGoWhenRoomIsNeeded() throws Exception {
        Digest log = given("x".repeat(5 << 20));
        Digest another = given("y".repeat(5 << 20));
        built(answer(List.of("pkg:npm/a@1"), log, another));
        assertEquals(List.of("build"), blobs.owners(log));
        assertEquals(List.of(), blobs.owners(another));
    }

    @Test
    void dependenciesAreListedWhereTheyFit() throws Exception {
        assertEquals(
                300,
                built(answer(packages(300, "short"))).dependencies().listed().size());
        assertEquals(
                0, built(answer(packages(401, "short"))).dependencies().listed().size());
        BuildOutcome.Built wordy = built(answer(packages(100, "x".repeat(400))));
        assertEquals(0, wordy.dependencies().listed().size());
        assertEquals(100, wordy.dependencies().count());
    }

    @Test
    void aStatementAboutOtherFilesIsRefused() throws Exception {
        BuildAnswer.Built good = answer(packages(1, "a"));
        Statement other = new Statement(
                List.of(new Subject("a.jar", BuildingNetwork.hash("another jar"))),
                Statement.PROVENANCE,
                Json.object(Map.of()));
        Digest statement = small.keep(other.bytes());
        assertThrows(
                Malformed.class,
                () -> delivery.outcome(new BuildAnswer.Built(good.files(), good.dependencies(), statement)));
    }
}
