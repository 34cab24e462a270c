package io.pyrsia.cli.offline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.crypto.PrivateKey;
import io.pyrsia.cli.Run;
import io.pyrsia.log.Edge;
import io.pyrsia.log.Hash;
import io.pyrsia.log.note.Checkpoint;
import io.pyrsia.log.note.LogProof;
import io.pyrsia.log.note.NoteKey;
import io.pyrsia.log.note.NoteSignature;
import io.pyrsia.log.note.NoteSigner;
import io.pyrsia.log.note.SignedCheckpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A file, a log of two entries of which the second vouches for it, and four authorities of which three signed.
class VerifyTest {

    private static final String ORIGIN = "pyrsia.example/log";
    private static final String PURL = "pkg:generic/example@1.0#example.txt";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path file;

    @BeforeEach
    void write() throws IOException, Malformed {
        file = Files.writeString(folder.resolve("example.txt"), "content");
        writeProof("VERIFIED", 3, ORIGIN);
    }

    private static NoteSigner authority(int number) throws Malformed {
        return new NoteSigner(ORIGIN, PrivateKey.ofSeed(Bytes.repeat((byte) number, PrivateKey.BYTES)));
    }

    private void writeProof(String trust, int signatures, String origin) throws IOException, Malformed {
        Bytes entry = utf8("""
                {"artifact_hash":"%s","artifact_id":"%s","operation":"AddArtifact","timestamp":1767225600000,\
                "trust":"%s","v":1}""".formatted(Digest.sha256(utf8("content")), PURL, trust));
        Edge edge = Edge.EMPTY.appendEntries(List.of(utf8("{}"), entry)).edge();
        Checkpoint checkpoint = Checkpoint.of(origin, edge);
        List<NoteSignature> signed = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        for (int number = 1; number <= 4; number++) {
            keys.add(authority(number).key(NoteKey.Kind.LOG).verifierKey());
            if (number <= signatures) {
                signed.add(authority(number).sign(checkpoint.text()));
            }
        }
        Files.write(folder.resolve("authorities"), keys);
        List<Hash> path = List.of(Hash.ofEntry(utf8("{}")));
        LogProof proof = new LogProof(entry, 1, path, SignedCheckpoint.of(checkpoint, signed));
        Files.write(proofFile(), proof.encode().toArrayUnsafe());
        Files.write(folder.resolve("entry.json"), entry.toArrayUnsafe());
    }

    private Path proofFile() {
        return Path.of(file + ".tlog-proof");
    }

    private static Bytes utf8(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private Run verify(String... more) {
        List<String> words = new ArrayList<>(List.of(
                "verify",
                file.toString(),
                "--authorities",
                folder.resolve("authorities").toString()));
        words.addAll(List.of(more));
        return Run.of(words.toArray(String[]::new));
    }

    private static void assertRefused(String why, Run run) {
        assertEquals(5, run.exitCode(), run.err());
        assertTrue(run.err().startsWith("pyrsia: NOT VERIFIED: "), run.err());
        assertTrue(run.err().contains(why), run.err());
        assertEquals("", run.out());
    }

    @Test
    void aFileThatIsWhatTheLogSays() {
        assertEquals(
                """
                OK: %s is what the log says
                what    pkg:generic/example@1.0#example.txt
                digest  sha256:ed7002b439e9ac845f22357d822bac1444730fbdb6016d3ec9432297b9ec9f73
                trust   VERIFIED
                logged  AddArtifact at 2026-01-01T00:00:00Z
                entry   1 of 2 in pyrsia.example/log
                """.formatted(file),
                verify("--purl", PURL, "--require", "VERIFIED").out());
        assertEquals(0, verify().exitCode());
        assertTrue(verify("--output", "json").out().contains("\"log_size\": 2,"));
    }

    @Test
    void otherBytes() throws IOException {
        Files.writeString(file, "content!");
        assertRefused("but the log has sha256:ed7002", verify());
    }

    @Test
    void anotherPackage() {
        assertRefused("not pkg:generic/other@1.0", verify("--purl", "pkg:generic/other@1.0"));
    }

    @Test
    void tooFewAuthorities() throws IOException, Malformed {
        writeProof("VERIFIED", 2, ORIGIN);
        assertRefused("not enough signatures", verify());
        assertEquals(0, verify("--quorum", "2").exitCode());
    }

    @Test
    void anotherLog() throws IOException, Malformed {
        writeProof("VERIFIED", 4, "other.example/log");
        assertRefused("not enough signatures", verify());
    }

    @Test
    void tooLittleTrust() throws IOException, Malformed {
        writeProof("UNTRUSTED", 4, ORIGIN);
        Run refused = verify();
        assertRefused("is only UNTRUSTED, and TRUSTED is required", refused);
        assertTrue(refused.err().contains("--require UNTRUSTED"), refused.err());
        assertEquals(0, verify("--require", "untrusted").exitCode());
    }

    @Test
    void anEntryThatVouchesForNothing() throws IOException, Malformed {
        writeProof("REMOVED", 4, ORIGIN);
        assertRefused("level of trust 'REMOVED'", verify());
    }

    @Test
    void aProofOfAnotherEntry() throws IOException {
        Files.writeString(proofFile(), Files.readString(proofFile()).replace("index 1", "index 0"));
        assertRefused("does not lead", verify());
    }

    @Test
    void junkInPlaceOfAProof() throws IOException {
        Files.write(proofFile(), new byte[] {1, 2, 3});
        assertRefused("example.txt.tlog-proof", verify());
    }

    @Test
    void theEntryMayStandBesideTheProof() throws IOException, Malformed {
        Path bare = folder.resolve("bare");
        LogProof proof = LogProof.parse(Bytes.wrap(Files.readAllBytes(proofFile())));
        LogProof without = new LogProof(Bytes.EMPTY, proof.index(), proof.path(), proof.checkpoint());
        Files.write(bare, without.encode().toArrayUnsafe());
        assertRefused("give it with --entry", verify("--proof", bare.toString()));
        Run whole = verify(
                "--proof",
                bare.toString(),
                "--entry",
                folder.resolve("entry.json").toString());
        assertEquals(0, whole.exitCode(), whole.err());
    }

    @Test
    void aPolicyFileNamesTheLogAndWitnesses() throws IOException, Malformed {
        Path policy = folder.resolve("policy");
        String log = "log " + authority(1).key(NoteKey.Kind.LOG).verifierKey() + "\n";
        Files.writeString(policy, log + "quorum none\n");
        Run run = Run.of("verify", file.toString(), "--policy", policy.toString());
        assertEquals(0, run.exitCode(), run.err());
        NoteSigner witness = new NoteSigner("witness.example", authority(9).secret());
        String line = "witness w " + witness.key(NoteKey.Kind.WITNESS).verifierKey() + "\n";
        Files.writeString(policy, log + line + "quorum w\n");
        assertRefused("witnesses", Run.of("verify", file.toString(), "--policy", policy.toString()));
    }

    @Test
    void withoutSignersNothingCanBeBelieved() throws IOException {
        Run none = Run.of("verify", file.toString());
        assertEquals(2, none.exitCode());
        assertTrue(none.err().contains("--authorities"), none.err());
        Files.writeString(folder.resolve("authorities"), "not a key\n");
        Run junk = verify();
        assertEquals(1, junk.exitCode());
        assertTrue(junk.err().contains("authorities: a verifier key is name+id+key"), junk.err());
    }

    @Test
    void aMissingFileIsNotFound() throws IOException {
        Files.delete(proofFile());
        assertEquals(new Run(3, "", "pyrsia: there is no " + proofFile() + "\n"), verify());
    }
}
