package io.pyrsia.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Malformed;
import io.pyrsia.log.follow.TestAuthorities;
import io.pyrsia.log.follow.Trusted;
import io.pyrsia.log.note.LogProof;
import io.pyrsia.log.note.Note;
import io.pyrsia.log.note.NoteKey;
import io.pyrsia.log.note.NoteSignature;
import io.pyrsia.log.note.PolicyFile;
import io.pyrsia.log.note.SignedCheckpoint;
import io.pyrsia.log.witness.AddCheckpoint;
import io.pyrsia.log.witness.WitnessAnswer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

/// Every decoder takes any bytes: it gives a value that is written back as it was read, or says why not.
class DecoderTest {

    /// Reads, and writes again what was read.
    private interface Decoder {
        Bytes again(Bytes input) throws Malformed;
    }

    private record Target(String name, Bytes valid, Decoder decoder) {}

    private static final List<Target> TARGETS = targets();

    @Test
    void readWhatIsValid() throws Malformed {
        for (Target target : TARGETS) {
            assertEquals(target.valid(), target.decoder().again(target.valid()), target.name());
        }
    }

    @Property(tries = 2000)
    void takeAnyBytes(@ForAll byte[] input) {
        TARGETS.forEach(target -> check(target, Bytes.wrap(input)));
    }

    @Property(tries = 2000)
    void takeAnyChangeOfValidInput(@ForAll Random random) {
        for (Target target : TARGETS) {
            byte[] changed = target.valid().toArray();
            for (int i = random.nextInt(4); i >= 0; i--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            }
            check(target, Bytes.wrap(changed));
            int from = random.nextInt(changed.length);
            check(target, Bytes.wrap(changed, from, random.nextInt(changed.length - from)));
        }
    }

    /// Whatever is accepted has one form only.
    static void checkAll(Bytes input) {
        TARGETS.forEach(target -> check(target, input));
    }

    private static void check(Target target, Bytes input) {
        try {
            assertEquals(input, target.decoder().again(input), target.name());
        } catch (Malformed e) {
            assertTrue(!e.reason().isEmpty());
        }
    }

    private static List<Target> targets() {
        MemoryLog log = new MemoryLog();
        SignedCheckpoint signed = TestAuthorities.grow(log, "a", 300, 0, 1, 2);
        LogProof proof =
                new LogProof(Bytes.of(1, 2, 3), 7, log.tree().inclusion(7).path(), signed);
        AddCheckpoint question =
                new AddCheckpoint(100, log.tree().consistency(100).path(), signed);
        NoteSignature signature = signed.note().signatures().getFirst();
        NoteKey key = TestAuthorities.set(0, 5).noteKeys("pyrsia.example/net").getFirst();
        Trusted trusted = new Trusted(signed.checkpoint().origin(), TestAuthorities.set(3, 1, 2), Optional.of(signed));
        List<Target> targets = new ArrayList<>();
        targets.add(new Target(
                "edge", log.tree().edge().encode(), input -> Edge.decode(input).encode()));
        targets.add(new Target(
                "bundle",
                EntryBundle.encode(List.of(Bytes.of(1), Bytes.of(2, 3))),
                input -> EntryBundle.encode(EntryBundle.decode(input, 2))));
        targets.add(new Target(
                "path",
                utf8("tile/1/x001/234.p/5"),
                input -> utf8(LogPath.parse(text(input)).text())));
        targets.add(new Target(
                "hash",
                utf8(signed.checkpoint().root().toString()),
                input -> utf8(Hash.parse(text(input)).toString())));
        targets.add(new Target(
                "key",
                utf8(key.verifierKey()),
                input -> utf8(NoteKey.parse(text(input)).verifierKey())));
        targets.add(new Target(
                "signature",
                utf8(signature.line()),
                input -> utf8(NoteSignature.parse(text(input)).line())));
        targets.add(
                new Target("note", signed.encode(), input -> Note.parse(input).encode()));
        targets.add(new Target("checkpoint", signed.encode(), input -> SignedCheckpoint.parse(input)
                .encode()));
        targets.add(new Target(
                "proof", proof.encode(), input -> LogProof.parse(input).encode()));
        targets.add(new Target("question", question.encode(), input -> AddCheckpoint.parse(input)
                .encode()));
        targets.add(new Target(
                "trusted", trusted.encode(), input -> Trusted.decode(input).encode()));
        targets.add(new Target("policy", utf8("quorum none\n"), input -> {
            PolicyFile.parse(input);
            return input;
        }));
        targets.add(new Target("answer", utf8("300\n"), input -> {
            WitnessAnswer.read(409, input, signed, List.of(key));
            return input;
        }));
        targets.add(new Target("cosignature", utf8(signature.line() + "\n"), input -> {
            WitnessAnswer.read(200, input, signed, TestAuthorities.set(0, 0).noteKeys("pyrsia.example/net"));
            return input;
        }));
        return targets;
    }

    private static Bytes utf8(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Bytes input) throws Malformed {
        String text = new String(input.toArrayUnsafe(), StandardCharsets.UTF_8);
        if (!utf8(text).equals(input)) {
            throw new Malformed("not text");
        }
        return text;
    }
}
