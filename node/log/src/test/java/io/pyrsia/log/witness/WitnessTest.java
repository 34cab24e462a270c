package io.pyrsia.log.witness;

import static io.pyrsia.log.follow.TestAuthorities.ORIGIN;
import static io.pyrsia.log.follow.TestAuthorities.sign;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pyrsia.base.Malformed;
import io.pyrsia.log.Edge;
import io.pyrsia.log.Hash;
import io.pyrsia.log.MemoryLog;
import io.pyrsia.log.Tree;
import io.pyrsia.log.follow.TestAuthorities;
import io.pyrsia.log.note.Checkpoint;
import io.pyrsia.log.note.Keys;
import io.pyrsia.log.note.Note;
import io.pyrsia.log.note.NoteKey;
import io.pyrsia.log.note.NoteSigner;
import io.pyrsia.log.note.Quorum;
import io.pyrsia.log.note.SignedCheckpoint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

class WitnessTest {

    private static final NoteSigner SIGNER = Keys.signer("witness.example/w", 50);
    private static final List<NoteKey> KEYS = List.of(SIGNER.key(NoteKey.Kind.WITNESS));

    private final MemoryLog log = new MemoryLog();
    private final MemoryWitnessStore store = new MemoryWitnessStore();
    private final Witness witness = new Witness(
            SIGNER,
            new TreeMap<>(Map.of(
                    ORIGIN,
                    TestAuthorities.set(0, 0, 1, 2, 3)
                            .policy(ORIGIN, Quorum.none())
                            .log())));

    @Test
    void cosignsALogThatGrows() throws Malformed {
        long cosigned = 0;
        for (int grown : List.of(0, 1, 6, 0, 300, 700)) {
            SignedCheckpoint signed = sign(ORIGIN, log.append("a", grown), 0, 1, 2);
            WitnessAnswer answer = read(ask(cosigned, signed), signed);
            WitnessAnswer.Cosigned with = assertInstanceOf(WitnessAnswer.Cosigned.class, answer);
            SignedCheckpoint result = signed.with(with.signatures());
            assertEquals(KEYS, result.note().signers(KEYS));
            assertEquals(Optional.of(result), store.latest(ORIGIN));
            cosigned = signed.checkpoint().size();
        }
    }

    @Test
    void saysWhichSizeItCosignedLast() throws Malformed {
        SignedCheckpoint first = sign(ORIGIN, log.append("a", 10), 0, 1, 2);
        assertEquals(200, ask(0, first).status());
        SignedCheckpoint second = sign(ORIGIN, log.append("a", 5), 0, 1, 2);
        WitnessAnswer answer = ask(0, second);
        assertEquals(409, answer.status());
        assertEquals("text/x.tlog.size", answer.contentType());
        assertEquals("10\n", answer.body());
        assertEquals(new WitnessAnswer.OtherSize(10), read(answer, second));
        assertEquals(409, ask(7, second).status());
        assertEquals(409, ask(5, first).status());
        assertEquals(200, ask(10, second).status());
    }

    @Test
    void refusesUnknownLogsAndMissingOrWrongSignatures() {
        Edge edge = log.append("a", 10);
        assertEquals(404, ask(0, sign("other.example", edge, 0, 1, 2)).status());
        assertEquals(403, ask(0, sign(ORIGIN, edge, 0, 1)).status());
        assertEquals(403, ask(0, sign(ORIGIN, edge, 7, 8, 9)).status());
        SignedCheckpoint good = sign(ORIGIN, edge, 0, 1, 2);
        SignedCheckpoint otherTree = new SignedCheckpoint(
                new Checkpoint(ORIGIN, 10, Hash.EMPTY_TREE),
                new Note(
                        new Checkpoint(ORIGIN, 10, Hash.EMPTY_TREE).text(),
                        good.note().signatures()));
        assertEquals(403, ask(0, otherTree).status());
        assertEquals(Optional.empty(), store.latest(ORIGIN));
    }

    @Test
    void refusesForksAndProofsThatDoNotHold() {
        SignedCheckpoint first = sign(ORIGIN, log.append("a", 10), 0, 1, 2);
        assertEquals(200, ask(0, first).status());
        MemoryLog fork = new MemoryLog();
        assertEquals(422, ask(10, sign(ORIGIN, fork.append("b", 10), 0, 1, 2)).status());
        Edge forked = fork.append("b", 10);
        AddCheckpoint question =
                new AddCheckpoint(10, fork.tree().consistency(10).path(), sign(ORIGIN, forked, 0, 1, 2));
        assertEquals(422, witness.add(question.encode(), store, 1).status());
        SignedCheckpoint second = sign(ORIGIN, log.append("a", 10), 0, 1, 2);
        List<Hash> proof = new ArrayList<>(log.tree().consistency(10).path());
        proof.add(Hash.EMPTY_TREE);
        assertEquals(
                422,
                witness.add(new AddCheckpoint(10, proof, second).encode(), store, 1)
                        .status());
        assertEquals(
                422,
                witness.add(new AddCheckpoint(10, List.of(), second).encode(), store, 1)
                        .status());
        assertEquals(10, store.latest(ORIGIN).orElseThrow().checkpoint().size());
        assertEquals(200, ask(10, second).status());
    }

    @Test
    void refusesAProofFromNothingAndAnEmptyTreeWithARoot() {
        SignedCheckpoint signed = sign(ORIGIN, log.append("a", 10), 0, 1, 2);
        AddCheckpoint question = new AddCheckpoint(0, List.of(Hash.EMPTY_TREE), signed);
        assertEquals(422, witness.add(question.encode(), store, 1).status());
        Checkpoint empty = new Checkpoint(ORIGIN, 0, signed.checkpoint().root());
        SignedCheckpoint wrong = SignedCheckpoint.of(
                empty,
                List.of(0, 1, 2).stream()
                        .map(i -> Keys.signer(ORIGIN, i).sign(empty.text()))
                        .toList());
        assertEquals(422, ask(0, wrong).status());
    }

    @Test
    void refusesJunkAndAnOldSizeBeyondTheNewOne() {
        SignedCheckpoint signed = sign(ORIGIN, log.append("a", 10), 0, 1, 2);
        String good = text(new AddCheckpoint(0, List.of(), signed).encode());
        for (String request : List.of(
                "",
                "\n\n",
                "old \n\n",
                "old 0\n",
                good.replace("old 0", "old 00"),
                good.replace("old 0", "old -1"),
                good.replace("old 0", "new 0"),
                good.replace("old 0\n", "old 0\nAAAA\n"),
                good.replace("old 0\n", "old 0\n" + (Hash.EMPTY_TREE + "\n").repeat(64)),
                good.substring(0, good.length() - 1),
                good.replace("old 0\n", "old 11\n"))) {
            Bytes bytes = Bytes.wrap(request.getBytes(StandardCharsets.UTF_8));
            assertEquals(400, witness.add(bytes, store, 1).status(), request);
        }
    }

    @Test
    void aRequestThatLosesTheRaceIsToldTheNewSize() {
        SignedCheckpoint small = sign(ORIGIN, log.append("a", 10), 0, 1, 2);
        SignedCheckpoint large = sign(ORIGIN, log.append("a", 10), 0, 1, 2);
        WitnessStore racing = new WitnessStore() {
            @Override
            public Optional<SignedCheckpoint> latest(String origin) {
                return store.latest(origin);
            }

            @Override
            public boolean replace(String origin, Optional<SignedCheckpoint> before, SignedCheckpoint after) {
                if (after.checkpoint().size() == 10) {
                    store.replace(origin, before, large);
                }
                return store.replace(origin, before, after);
            }
        };
        WitnessAnswer answer = witness.add(new AddCheckpoint(0, List.of(), small).encode(), racing, 1);
        assertEquals(new WitnessAnswer.OtherSize(20), answer);
        assertEquals(20, store.latest(ORIGIN).orElseThrow().checkpoint().size());
    }

    @Test
    void believesNoAnswerWithoutAValidCosignature() {
        SignedCheckpoint signed = sign(ORIGIN, log.append("a", 10), 0, 1, 2);
        String stranger = Keys.signer("witness.example/w", 51)
                        .cosign(signed.note().text(), 1)
                        .line() + "\n";
        String wrong = SIGNER.cosign("another text\n", 1).line() + "\n";
        for (String body : List.of("", "\n", "junk\n", stranger, wrong)) {
            assertThrows(Malformed.class, () -> WitnessAnswer.read(200, utf8(body), signed, KEYS), body);
        }
        for (String body : List.of("", "10", "x\n", "-1\n")) {
            assertThrows(Malformed.class, () -> WitnessAnswer.read(409, utf8(body), signed, KEYS), body);
        }
    }

    private WitnessAnswer ask(long old, SignedCheckpoint signed) {
        long size = signed.checkpoint().size();
        List<Hash> proof = old > size
                ? List.of()
                : new Tree(size, log.tiles).consistency(old).path();
        return witness.add(new AddCheckpoint(old, proof, signed).encode(), store, 1_700_000_000);
    }

    private static WitnessAnswer read(WitnessAnswer answer, SignedCheckpoint signed) throws Malformed {
        return WitnessAnswer.read(answer.status(), utf8(answer.body()), signed, KEYS);
    }

    private static Bytes utf8(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Bytes bytes) {
        return new String(bytes.toArrayUnsafe(), StandardCharsets.UTF_8);
    }
}
