package io.pyrsia.log.note;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pyrsia.base.Malformed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyFileTest {

    private static final String LOG =
            Keys.signer("log.example", 100).key(NoteKey.Kind.LOG).verifierKey();

    /// The example of the specification: two of the X, any of the Y.
    private static final String EXAMPLE = """
            # comment
            log LOG https://log.example/
            witness X1 W0
            witness X2 W1
            \twitness X3 W2  https://w.example/
            group X-witnesses 2 X1 X2 X3

            witness Y1 W3
            witness Y2 W4
            group Y-witnesses any Y1 Y2
            group X-and-Y all X-witnesses Y-witnesses
            quorum X-and-Y
            """;

    @Test
    void followsNestedGroups() throws Malformed {
        Policy policy = parse(EXAMPLE).policy();
        assertEquals(1, policy.log().keys().count());
        boolean[] expected = new boolean[32];
        for (int set = 0; set < 32; set++) {
            expected[set] = Integer.bitCount(set & 7) >= 2 && (set & 24) != 0;
            List<NoteKey> signers = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                if ((set >> i & 1) == 1) {
                    signers.add(witness(i));
                }
            }
            assertEquals(expected[set], policy.witnesses().isMetBy(signers), "set " + set);
        }
    }

    @Test
    void aQuorumMayBeOneWitnessOrNone() throws Malformed {
        assertEquals(
                new Quorum.One(witness(1)),
                parse("witness a W1\nquorum a\n").policy().witnesses());
        assertEquals(Quorum.none(), parse("quorum none\n").policy().witnesses());
    }

    @Test
    void namesLogsAndTheWitnessesThatCanBeAsked() throws Malformed {
        PolicyFile file = parse("witness z W4 http://z.example/w\n"
                + EXAMPLE.replace("witness Y2 W4", "# none").replace("any Y1 Y2", "any Y1"));
        assertEquals(
                List.of(LOG), file.logs().stream().map(NoteKey::verifierKey).toList());
        assertEquals(
                List.of(
                        new PolicyFile.Asked(witness(4), "http://z.example/w"),
                        new PolicyFile.Asked(witness(2), "https://w.example/")),
                file.asked());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "log LOG\n",
                "quorum none",
                "quorum none\nquorum none\n",
                "quorum a\n",
                "quorum a\nwitness a W1\n",
                "witness a W1\nwitness a W2\nquorum a\n",
                "witness a W1\nwitness b W1\nquorum a\n",
                "witness none W1\nquorum none\n",
                "witness a LOG\nquorum none\n",
                "log W1\nquorum none\n",
                "log LOG\nlog LOG\nquorum none\n",
                "witness a W1\ngroup g 0 a\nquorum g\n",
                "witness a W1\ngroup g 2 a\nquorum g\n",
                "witness a W1\ngroup g 01 a\nquorum g\n",
                "witness a W1\ngroup g all\nquorum g\n",
                "witness a W1\ngroup g all none\nquorum g\n",
                "witness a W1\ngroup g all a a\nquorum g\n",
                "witness a W1\ngroup g all a\ngroup h all a\nquorum g\n",
                "group g all g\nquorum g\n",
                "unknown\nquorum none\n",
                "quorum none\r\n",
            })
    void refusesWhatIsNoPolicy(String file) {
        assertThrows(Malformed.class, () -> parse(file));
    }

    @Test
    void refusesMoreThanItsLimits() {
        String names = String.join(
                "",
                IntStream.range(0, PolicyFile.MAX_NAMES + 1)
                        .mapToObj(i -> "witness n" + i + " " + witness(i).verifierKey() + "\n")
                        .toList());
        assertThrows(Malformed.class, () -> parse(names + "quorum none\n"));
        assertThrows(Malformed.class, () -> parse("#".repeat(PolicyFile.MAX_BYTES) + "\nquorum none\n"));
    }

    private static PolicyFile parse(String file) throws Malformed {
        String text = file.replace("LOG", LOG);
        for (int i = 0; i < 5; i++) {
            text = text.replace("W" + i, witness(i).verifierKey());
        }
        return PolicyFile.parse(Bytes.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static NoteKey witness(int number) {
        return Keys.signer("w" + number + ".example", number).key(NoteKey.Kind.WITNESS);
    }
}
