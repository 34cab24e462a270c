package io.pyrsia.cli.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Digest;
import io.pyrsia.base.crypto.PrivateKey;
import io.pyrsia.base.json.CanonicalJson;
import io.pyrsia.cli.FakeNode;
import io.pyrsia.cli.Run;
import io.pyrsia.cli.Samples;
import io.pyrsia.client.api.LogPage;
import io.pyrsia.client.api.TrustReport;
import io.pyrsia.log.Edge;
import io.pyrsia.log.note.Checkpoint;
import io.pyrsia.log.note.LogProof;
import io.pyrsia.log.note.NoteKey;
import io.pyrsia.log.note.NoteSigner;
import io.pyrsia.log.note.SignedCheckpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogCommandsTest {

    private static final String ALPINE = "log?facet=VERSION&term=pkg%3Adocker%2Flibrary%2Falpine%403.16&limit=100";

    private final FakeNode node;

    LogCommandsTest() throws IOException {
        node = new FakeNode();
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void showsTheNewestEntries() {
        LogPage.Entry joined = Samples.entry(
                8, "{\"node_id\":\"ab\",\"operation\":\"AddNode\",\"role\":\"builder\",\"timestamp\":1767225600000}");
        node.answers(
                "GET log?facet=TIME&term=&limit=20",
                LogPage.class,
                new LogPage(List.of(Samples.artifact(9, "VERIFIED"), joined), null));
        assertEquals("""
                INDEX  TIME                  OPERATION    TRUST     WHAT
                9      2026-01-01T00:00:00Z  AddArtifact  VERIFIED  pkg:docker/library/alpine@3.16
                8      2026-01-01T00:00:00Z  AddNode                builder ab
                """, node.run("log", "show").out());
    }

    @Test
    void showsOneEntryInFull() {
        node.answers("GET log/entries/9", LogPage.Entry.class, Samples.artifact(9, "VERIFIED"));
        assertTrue(node.run("log", "show", "9").out().contains("operation: AddArtifact\n"));
        assertTrue(node.run("log", "show", "9", "--output", "json").out().contains("\"index\": 9"));
        assertEquals(2, node.run("log", "show", "nine").exitCode());
    }

    @Test
    void searchesByWhatTheTermLooksLike() {
        LogPage none = new LogPage(List.of(), null);
        node.answers("GET log?facet=PACKAGE&term=pkg%3Amaven%2Fa%2Fb&limit=20", LogPage.class, none);
        node.answers("GET log?facet=VERSION&term=pkg%3Amaven%2Fa%2Fb%401&limit=20", LogPage.class, none);
        node.answers("GET log?facet=FILE&term=pkg%3Amaven%2Fa%2Fb%401%23c.jar&limit=20", LogPage.class, none);
        node.answers("GET log?facet=AUTHOR&term=Ann&limit=5&prefix=true", LogPage.class, none);
        for (String term : List.of("pkg:maven/a/b", "pkg:maven/a/b@1", "pkg:maven/a/b@1#c.jar")) {
            assertEquals(new Run(0, "Nothing found.\n", ""), node.run("log", "search", term));
        }
        assertEquals(
                0,
                node.run("log", "search", "Ann", "--by", "author", "--prefix", "--limit", "5")
                        .exitCode());
        assertEquals(2, node.run("log", "search", "Ann").exitCode());
        assertEquals(
                2,
                node.run("log", "search", "Ann", "--by", "AUTHOR", "--limit", "101")
                        .exitCode());
    }

    @Test
    void saysWhereTheNextPageIs() {
        node.answers(
                "GET log?facet=DIGEST&term=sha256%3Aab&limit=1",
                LogPage.class, new LogPage(List.of(Samples.artifact(9, "VERIFIED")), "further"));
        assertEquals(
                "There is more: --cursor further\n",
                node.run("log", "search", "sha256:ab", "--limit", "1").err());
    }

    @Test
    void inspectsTheLogAsTheOriginalDoes() {
        LogPage first = new LogPage(List.of(Samples.artifact(9, "VERIFIED")), "more");
        node.answers("GET " + ALPINE, LogPage.class, first);
        node.answers(
                "GET " + ALPINE + "&cursor=more",
                LogPage.class,
                new LogPage(List.of(Samples.artifact(4, "UNTRUSTED")), null));
        String all = node.run("inspect-log", "docker", "--image", "alpine:3.16").out();
        assertTrue(all.contains("\"alpine:3.16\""), all);
        assertEquals(2, all.split("AddArtifact", -1).length - 1);
        assertEquals(
                "trust,package_specific_id\nVERIFIED,alpine:3.16\nUNTRUSTED,alpine:3.16\n",
                node.run(
                                "inspect-log",
                                "docker",
                                "--image",
                                "alpine:3.16",
                                "--format",
                                "csv",
                                "--fields",
                                "trust,package_specific_id")
                        .out());
        assertEquals(
                "[\n  {\n    \"trust\": \"VERIFIED\"\n  }\n]\n",
                node.run("inspect-log", "docker", "--image", "alpine:3.16", "--latest", "--fields", "trust")
                        .out());
        assertEquals(
                2,
                node.run("inspect-log", "docker", "--image", "alpine:3.16", "--fields", "nonsense")
                        .exitCode());
    }

    @Test
    void whatTheLogLacksIsNotFoundAndNotNamed() {
        node.answers("GET " + ALPINE, LogPage.class, new LogPage(List.of(), null));
        Run none = node.run("inspect-log", "docker", "--image", "alpine:3.16");
        assertEquals(3, none.exitCode());
        assertTrue(!(none.out() + none.err()).contains("alpine:3.16"), none.err());
        assertEquals(
                2, node.run("inspect-log", "docker", "--image", "NOT AN IMAGE").exitCode());
        assertEquals(2, node.run("inspect-log", "maven", "--gav", "bad").exitCode());
        assertEquals(2, node.run("inspect-log").exitCode());
    }

    @Test
    void aProofIsCheckedAndCarriesTheEntry(@TempDir Path folder) throws IOException {
        Bytes content = Bytes.wrap("content".getBytes(StandardCharsets.UTF_8));
        Path file = Files.write(folder.resolve("file"), content.toArrayUnsafe());
        LogPage.Entry entry = Samples.entry(0, """
                {"artifact_hash":"%s","artifact_id":"pkg:generic/file@1#file","operation":"AddArtifact",\
                "timestamp":0,"trust":"VERIFIED","v":1}""".formatted(Digest.sha256(content)));
        NoteSigner authority = new NoteSigner("log", PrivateKey.generate(new java.util.Random(1)));
        Edge edge = Edge.EMPTY
                .appendEntries(List.of(CanonicalJson.bytes(entry.entry())))
                .edge();
        Checkpoint checkpoint = Checkpoint.of("log", edge);
        LogProof proof = new LogProof(
                Bytes.EMPTY, 0, List.of(), SignedCheckpoint.of(checkpoint, List.of(authority.sign(checkpoint.text()))));
        node.answers("GET log/entries/0", LogPage.Entry.class, entry);
        node.answers(
                "GET log?facet=FILE&term=pkg%3Ageneric%2Ffile%401%23file&limit=100",
                LogPage.class, new LogPage(List.of(entry), null));
        node.answers(
                "GET log/entries/0/proof", 200, new String(proof.encode().toArrayUnsafe(), StandardCharsets.UTF_8));
        String saved = file + ".tlog-proof";
        assertEquals(
                0,
                node.run("log", "proof", "pkg:generic/file@1#file", "--save", saved)
                        .exitCode());
        assertEquals(
                Files.readString(Path.of(saved)), node.run("log", "proof", "0").out());
        Path keys = Files.writeString(
                folder.resolve("keys"), authority.key(NoteKey.Kind.LOG).verifierKey());
        Run verified = Run.of("verify", file.toString(), "--authorities", keys.toString());
        assertEquals(0, verified.exitCode(), verified.err());

        node.answers("GET log/entries/0", LogPage.Entry.class, Samples.artifact(0, "VERIFIED"));
        assertEquals(5, node.run("log", "proof", "0").exitCode());
    }

    @Test
    void saysWhyAPackageIsTrusted() {
        String question = "GET trust?purl=pkg%3Ageneric%2Ffile%401";
        node.answers(
                question,
                TrustReport.class,
                new TrustReport(
                        Samples.purl("pkg:generic/file@1"),
                        TrustReport.Level.UNTRUSTED,
                        List.of(new TrustReport.File(
                                Samples.purl("pkg:generic/file@1#a.txt"),
                                Digest.sha256(Bytes.EMPTY),
                                TrustReport.Level.UNTRUSTED)),
                        List.of(new TrustReport.Statement("Node x built it.", 7))));
        Run trust = node.run("trust", "pkg:generic/file@1");
        assertEquals(0, trust.exitCode(), trust.err());
        assertEquals("""
                pkg:generic/file@1 is UNTRUSTED: only regular builders made it.

                FILE   TRUST      SHA-256
                a.txt  UNTRUSTED  e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855

                Because:
                - Node x built it. (entry 7)
                """, trust.out());
        Run little = node.run("trust", "pkg:generic/file@1", "--require", "VERIFIED");
        assertEquals(5, little.exitCode());
        assertEquals("pyrsia: pkg:generic/file@1 is only UNTRUSTED, and VERIFIED is required\n", little.err());

        node.answers(
                question,
                TrustReport.class,
                new TrustReport(Samples.purl("pkg:generic/file@1"), null, List.of(), List.of()));
        assertEquals(3, node.run("trust", "pkg:generic/file@1").exitCode());
        assertEquals(1, node.run("trust", "no purl").exitCode());
    }
}
