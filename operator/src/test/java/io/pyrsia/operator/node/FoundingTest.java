package io.pyrsia.operator.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.crypto.PrivateKey;
import io.pyrsia.ledger.state.Limits;
import io.pyrsia.ledger.state.Parameters;
import io.pyrsia.operator.node.Founding.Decision;
import io.pyrsia.operator.node.Founding.Founder;
import io.pyrsia.server.ledger.GenesisDocument;
import io.pyrsia.server.ledger.GenesisFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

class FoundingTest {

    private static final long NOW_MS = 1_700_000_000_000L;

    private static Founder founder(int number) {
        String key = PrivateKey.generate(new Random(number)).publicKey().id().toString();
        return new Founder("node-" + number, 4, "main/pyrsia", Optional.of(key));
    }

    private static List<Founder> founders(int count) {
        List<Founder> founders = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            founders.add(founder(i));
        }
        return founders;
    }

    @Test
    void allKeysMakeAGenesisThatNodesReadAndThatIsTheirUsualOne() throws Malformed {
        Decision.Begin begin = assertInstanceOf(Decision.Begin.class, Founding.decide("main", founders(4), NOW_MS));
        GenesisDocument genesis = GenesisFile.read(Bytes.wrap(begin.genesis().getBytes(StandardCharsets.UTF_8)));
        assertEquals("main", genesis.name());
        assertEquals("main/pyrsia", genesis.origin());
        assertEquals(NOW_MS, genesis.timeMs());
        assertEquals(4, genesis.authorities().size());
        assertEquals(genesis.authorities(), genesis.builders());
        assertEquals(Parameters.DEFAULT, genesis.parameters());
        assertEquals(Limits.DEFAULT, genesis.limits());
        for (Founder founder : founders(4)) {
            assertTrue(Founding.names(begin.genesis(), founder.nodeId().orElseThrow()));
        }
        assertFalse(Founding.names(begin.genesis(), founder(5).nodeId().orElseThrow()));
        assertFalse(Founding.names("no genesis", "ab"));
    }

    @Test
    void aKeyThatIsMissingIsWaitedFor() {
        List<Founder> founders = founders(3);
        founders.add(new Founder("late", 4, "main/pyrsia", Optional.empty()));
        Decision.Wait wait = assertInstanceOf(Decision.Wait.class, Founding.decide("main", founders, NOW_MS));
        assertEquals("3 of 4 founders of main have their key", wait.message());
    }

    @Test
    void oneTooManyIsNotGuessedAway() {
        Decision.Refuse refuse = assertInstanceOf(Decision.Refuse.class, Founding.decide("main", founders(5), NOW_MS));
        assertEquals("TooManyFounders", refuse.reason());
        assertEquals("5 nodes say that they are one of 4 founders of main", refuse.message());
    }

    @Test
    void foundersThatDisagreeAreNamed() {
        List<Founder> founders = founders(3);
        founders.add(new Founder("other", 5, "main/pyrsia", Optional.empty()));
        Decision.Refuse refuse = assertInstanceOf(Decision.Refuse.class, Founding.decide("main", founders, NOW_MS));
        assertEquals("node-1 and other say different founders or origins of main", refuse.message());
    }

    @Test
    void oneKeyIsNotTwoFounders() {
        List<Founder> founders = founders(3);
        founders.add(new Founder("copy", 4, "main/pyrsia", founder(1).nodeId()));
        Decision.Refuse refuse = assertInstanceOf(Decision.Refuse.class, Founding.decide("main", founders, NOW_MS));
        assertEquals("SameKey", refuse.reason());
    }
}
