package io.pyrsia.ledger.entry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.Purl;
import io.pyrsia.base.crypto.PrivateKey;
import io.pyrsia.base.json.CanonicalJson;
import io.pyrsia.base.json.Json;
import io.pyrsia.base.json.JsonReader;
import io.pyrsia.ledger.LogForTests;
import io.pyrsia.ledger.transaction.Dependencies;
import io.pyrsia.ledger.transaction.Id;
import io.pyrsia.ledger.transaction.Recipe;
import io.pyrsia.ledger.transaction.Sameness;
import io.pyrsia.ledger.transaction.Source;
import io.pyrsia.ledger.trust.Trust;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

/// Entries as canonical JSON: read back equal, within their limit, and nothing else accepted.
class EntryTest {

    private static final Digest DIGEST = Digest.sha256(Bytes.of(1));
    private static final NodeId NODE =
            PrivateKey.generate(new SplittableRandom(1)).publicKey().id();

    @Test
    void anArtifactsEntryHasTheFieldsOfTheOriginalAndItsOwn() throws Malformed {
        Json.Obj entry = json(new Entry("cause/5", 1_234, 9, artifact(List.of(purl("pkg:npm/left-pad@1.3.0")))));
        for (String name : List.of(
                "id",
                "package_type",
                "package_specific_id",
                "num_artifacts",
                "package_specific_artifact_id",
                "artifact_hash",
                "source_hash",
                "artifact_id",
                "source_id",
                "timestamp",
                "operation",
                "node_id",
                "v",
                "height",
                "purl",
                "digests",
                "size",
                "piece_root",
                "media_type",
                "recipe",
                "request",
                "trust",
                "quorum",
                "builders",
                "authors",
                "dependencies",
                "attestations")) {
            assertTrue(entry.members().containsKey(name), name);
        }
        assertEquals("org.example:thing:1.0", entry.text("package_specific_id"));
        assertEquals("AddArtifact", entry.text("operation"));
        assertEquals("VERIFIED", entry.text("trust"));
    }

    @Test
    void namesAreThoseOfTheEcosystem() {
        assertEquals("alpine:3.16", PackageNames.specificId(purl("pkg:docker/library/alpine@3.16")));
        assertEquals("bitnami/redis:7", PackageNames.specificId(purl("pkg:docker/bitnami/redis@7")));
        assertEquals(
                "commons-codec:commons-codec:1.15",
                PackageNames.specificId(purl("pkg:maven/commons-codec/commons-codec@1.15")));
        assertEquals("idna@3.10", PackageNames.specificId(purl("pkg:pypi/idna@3.10")));
    }

    @Test
    void aMonsterFitsByReference() throws Malformed {
        List<Purl> many = new ArrayList<>();
        for (int i = 0; i < Dependencies.MAX_LISTED; i++) {
            many.add(purl("pkg:npm/" + "x".repeat(1_000) + i + "@1.0"));
        }
        Entry monster = new Entry("cause/5", 1_234, 9, artifact(many));
        Bytes encoded = monster.encode();
        assertTrue(encoded.size() <= Entry.MAX_BYTES, "bytes: " + encoded.size());
        Content.AddArtifact read = (Content.AddArtifact) Entry.decode(encoded).content();
        assertEquals(List.of(), read.build().dependencies().listed());
        assertEquals(many.size(), read.build().dependencies().count());
        assertEquals(DIGEST, read.build().dependencies().digest());
    }

    /// The largest of everything but dependencies: no entry can be too large for another reason.
    @Test
    void theLargestFieldsFitTogether() {
        NodeId[] nodes = new NodeId[64];
        for (int i = 0; i < nodes.length; i++) {
            nodes[i] = PrivateKey.generate(new SplittableRandom(i)).publicKey().id();
        }
        String quotes = "\"".repeat(512);
        AuthoritySet set = new AuthoritySet(Json.MAX_INTEGER, List.of(nodes));
        Entry removed = new Entry(
                "x".repeat(90),
                Json.MAX_INTEGER,
                Json.MAX_INTEGER,
                new Content.RemoveNode(NODE, Role.AUTHORITY, quotes, set));
        assertTrue(removed.encode().size() <= Entry.MAX_BYTES);
        List<BuilderVote> votes = new ArrayList<>();
        for (int i = 0; i < 45; i++) {
            votes.add(new BuilderVote(NODE, false, Sameness.X, DIGEST, DIGEST));
        }
        Entry disputed = new Entry("x".repeat(90), 1, 1, new Content.Disputed(purl("pkg:npm/a@1"), quotes, votes));
        assertTrue(disputed.encode().size() <= Entry.MAX_BYTES);
    }

    @Test
    void whatIsReadIsWhatWasWritten() throws Malformed {
        for (Entry entry : LogForTests.entriesOfAllKinds(4)) {
            assertEquals(entry, Entry.decode(entry.encode()));
        }
    }

    @Test
    void anyOtherFormIsRefused() throws Malformed {
        Json.Obj entry = json(new Entry("cause/5", 1_234, 9, artifact(List.of())));
        String text = CanonicalJson.text(entry);
        assertThrows(Malformed.class, () -> Entry.decode(utf8(" " + text)));
        assertThrows(Malformed.class, () -> Entry.decode(utf8("[]")));
        assertThrows(Malformed.class, () -> Entry.decode(utf8(text.replace("AddArtifact", "AddArtefact"))));
        for (String name : entry.members().keySet()) {
            TreeMap<String, Json> without = new TreeMap<>(entry.members());
            without.remove(name);
            assertThrows(Malformed.class, () -> Entry.decode(CanonicalJson.bytes(Json.object(without))), name);
            TreeMap<String, Json> other = new TreeMap<>(entry.members());
            other.put(name, new Json.Null());
            assertThrows(
                    Malformed.class,
                    () -> Entry.decode(CanonicalJson.bytes(Json.object(other))),
                    name + " of another type");
        }
        TreeMap<String, Json> more = new TreeMap<>(entry.members());
        more.put("note", Json.of("hello"));
        assertThrows(Malformed.class, () -> Entry.decode(CanonicalJson.bytes(Json.object(more))));
    }

    private static Content artifact(List<Purl> dependencies) {
        Source source = new Source(Source.Kind.GIT, "https://example.org/thing.git", Bytes.wrap(new byte[20]));
        Recipe recipe =
                new Recipe(purl("pkg:maven/org.example/thing@1.0"), DIGEST, source, true, List.of("Ann", "Bob"));
        Artifact artifact = new Artifact(
                purl("pkg:maven/org.example/thing@1.0#thing.jar"),
                DIGEST,
                Digest.of(Digest.Algorithm.SHA512, Bytes.of(1)),
                5,
                Bytes.wrap(new byte[32]),
                "application/java-archive");
        Build build = new Build(
                Id.of(Bytes.of(1)),
                NODE,
                recipe,
                1,
                4,
                List.of(new BuilderVote(NODE, true, Sameness.E2, DIGEST, DIGEST)),
                new Dependencies(DIGEST, dependencies.size(), dependencies),
                DIGEST);
        return new Content.AddArtifact(artifact, Trust.VERIFIED, build);
    }

    private static Json.Obj json(Entry entry) throws Malformed {
        return (Json.Obj) JsonReader.read(entry.encode(), Entry.MAX_BYTES);
    }

    private static Bytes utf8(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Purl purl(String text) {
        try {
            return Purl.parse(text);
        } catch (Malformed e) {
            throw new AssertionError(e);
        }
    }
}
