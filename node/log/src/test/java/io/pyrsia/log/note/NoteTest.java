package io.pyrsia.log.note;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Malformed;
import io.pyrsia.log.Hash;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoteTest {

    /// The example of the signed-note specification.
    private static final String KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

    private static final String SIGNATURE =
            "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";
    private static final String NOTE = "This is an example message.\n\n" + SIGNATURE;

    @Test
    void acceptsTheExampleOfTheSpecification() throws Malformed {
        NoteKey key = NoteKey.parse(KEY);
        assertEquals(KEY, key.verifierKey());
        Note note = Note.parse(utf8(NOTE));
        assertEquals(List.of(key), note.signers(List.of(key)));
        assertEquals(utf8(NOTE), note.encode());
    }

    @Test
    void refusesAWrongSignatureOfAKnownKeyAndIgnoresUnknownKeys() throws Malformed {
        NoteKey key = NoteKey.parse(KEY);
        Note forged = Note.parse(utf8(NOTE.replace("example message", "exemple message")));
        assertThrows(Malformed.class, () -> forged.signers(List.of(key)));
        NoteKey sameName = Keys.signer("example.com/foo", 1).key(NoteKey.Kind.LOG);
        assertEquals(List.of(), forged.signers(List.of(sameName)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "\n\n",
                "no newline",
                "text\n\n",
                "text\n",
                "text\n\n— a\n",
                "text\n\n— a AAAAAA==\n",
                "text\n\n— a b AAAAAAA=\n",
                "text\n\n- a AAAAAAA=\n",
                "text\n\n— a+b AAAAAAA=\n",
                "text\n\n— a AAAAAAB=\n",
                "text\n\n— a AAAAAAA\n",
                "text\n\n— a AAAAAAA=",
                "text\r\n\n— a AAAAAAA=\n",
                "te\u0000xt\n\n— a AAAAAAA=\n",
            })
    void refusesWhatIsNoNote(String note) {
        assertThrows(Malformed.class, () -> Note.parse(utf8(note)));
    }

    @Test
    void refusesMoreSignaturesThanTheLimit() throws Malformed {
        String line = "— a AAAAAAA=\n";
        assertEquals(
                100,
                Note.parse(utf8("text\n\n" + line.repeat(100))).signatures().size());
        assertThrows(Malformed.class, () -> Note.parse(utf8("text\n\n" + line.repeat(101))));
        assertThrows(Malformed.class, () -> Note.parse(utf8("text\n\n" + line.repeat(1000))));
        assertThrows(Malformed.class, () -> Note.parse(Bytes.repeat((byte) 'a', Note.MAX_BYTES + 1)));
        assertThrows(Malformed.class, () -> Note.parse(Bytes.of(0xff, 0xff, '\n', '\n')));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a+b",
                "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/fox+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/foo+530d903a+BukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/foo+530d903a+AQ==",
            })
    void refusesWhatIsNoKey(String key) {
        assertThrows(Malformed.class, () -> NoteKey.parse(key));
    }

    @Test
    void readsTheExamplesOfTheCheckpointSpecifications() throws Malformed {
        String text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
        String note = text
                + "\n— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
                + "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n";
        SignedCheckpoint signed = SignedCheckpoint.parse(utf8(note));
        assertEquals(20852163, signed.checkpoint().size());
        assertEquals(text, signed.checkpoint().text());
        assertEquals(utf8(note), signed.encode());
        assertEquals(2, signed.note().signatures().size());
    }

    @Test
    void readsExtensionLinesAndRefusesMalformedCheckpoints() throws Malformed {
        Hash root = Hash.EMPTY_TREE;
        SignedCheckpoint extended = SignedCheckpoint.parse(utf8("o\n0\n" + root + "\nmore\n\n— a AAAAAAA=\n"));
        assertEquals(new Checkpoint("o", 0, root), extended.checkpoint());
        for (String text : List.of(
                "o\n00\n" + root,
                "o\n-1\n" + root,
                "\n0\n" + root,
                "o\n0",
                "o\n0\nAAAA",
                "o\n9223372036854775808\n" + root,
                "o\n0\n" + root + "\n\nmore")) {
            assertThrows(Malformed.class, () -> SignedCheckpoint.parse(utf8(text + "\n\n— a AAAAAAA=\n")), text);
        }
    }

    @Test
    void authoritiesSignInAnyOrderAndAQuorumIsNeeded() throws Malformed {
        Checkpoint checkpoint = new Checkpoint("pyrsia.example/net", 5, Hash.EMPTY_TREE);
        List<NoteSigner> signers = IntStream.range(0, 4)
                .mapToObj(i -> Keys.signer(checkpoint.origin(), i))
                .toList();
        List<NoteKey> keys =
                signers.stream().map(signer -> signer.key(NoteKey.Kind.LOG)).toList();
        Policy policy = new Policy(Quorum.of(3, keys), Quorum.none());
        SignedCheckpoint signed = SignedCheckpoint.of(checkpoint, List.of());
        for (int i = 3; i >= 0; i--) {
            signed = signed.with(List.of(signers.get(i).sign(checkpoint.text())));
            signed = signed.with(List.of(signers.get(i).sign(checkpoint.text())));
            SignedCheckpoint read = SignedCheckpoint.parse(signed.encode());
            if (i < 2) {
                assertEquals(checkpoint, policy.accept(read));
            } else {
                assertThrows(Malformed.class, () -> policy.accept(read));
            }
        }
        assertEquals(4, signed.note().signatures().size());
    }

    @Test
    void aSignatureUnderAnotherNameDoesNotCountForTheLog() {
        NoteSigner other = Keys.signer("other.example", 1);
        Checkpoint checkpoint = new Checkpoint("pyrsia.example/net", 5, Hash.EMPTY_TREE);
        SignedCheckpoint signed = SignedCheckpoint.of(checkpoint, List.of(other.sign(checkpoint.text())));
        Policy policy = new Policy(Quorum.of(1, List.of(other.key(NoteKey.Kind.LOG))), Quorum.none());
        assertThrows(Malformed.class, () -> policy.accept(signed));
    }

    @Test
    void cosignaturesCoverTheirTime() throws Malformed {
        NoteSigner witness = Keys.signer("witness.example/w1", 9);
        NoteKey key = witness.key(NoteKey.Kind.WITNESS);
        assertEquals(key, NoteKey.parse(key.verifierKey()));
        String text = new Checkpoint("pyrsia.example/net", 5, Hash.EMPTY_TREE).text();
        NoteSignature signature = witness.cosign(text, 1_679_315_147);
        assertEquals(List.of(key), new Note(text, List.of(signature)).signers(List.of(key)));
        byte[] later = signature.signature().toArray();
        later[7]++;
        Note forged = new Note(text, List.of(new NoteSignature(key.name(), key.id(), Bytes.wrap(later))));
        assertThrows(Malformed.class, () -> forged.signers(List.of(key)));
        assertTrue(new Note(text, List.of(signature))
                .signers(List.of(witness.key(NoteKey.Kind.LOG)))
                .isEmpty());
    }

    private static Bytes utf8(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
