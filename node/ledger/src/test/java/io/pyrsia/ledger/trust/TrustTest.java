package io.pyrsia.ledger.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Trust over every combination of counts that a committee can have.
class TrustTest {

    private static final int MOST = 7;
    private static final int QUORUMS = 6;

    /// Quorum; trusted and regular for; trusted and regular against.
    @ParameterizedTest
    @CsvSource({
        "4, 2, 2, 0, 0, VERIFIED",
        "4, 2, 2, 0, 1, VERIFIED",
        "4, 1, 3, 0, 0, TRUSTED",
        "4, 2, 1, 0, 0, TRUSTED",
        "4, 1, 0, 0, 0, TRUSTED",
        "4, 1, 0, 0, 3, TRUSTED",
        "4, 0, 4, 0, 0, UNTRUSTED",
        "4, 0, 1, 0, 0, UNTRUSTED",
        "4, 0, 4, 0, 1, UNTRUSTED",
        "4, 0, 3, 0, 2, DISPUTED",
        "4, 4, 4, 1, 0, DISPUTED",
        "4, 0, 4, 1, 0, DISPUTED",
        "4, 0, 0, 0, 0, DISPUTED",
        "2, 2, 0, 0, 0, VERIFIED",
        "1, 1, 0, 0, 0, TRUSTED",
    })
    void theTable(int quorum, int trustedFor, int regularFor, int trustedAgainst, int regularAgainst, Trust trust) {
        assertEquals(
                trust, Trust.of(new Evidence(false, quorum, trustedFor, regularFor, trustedAgainst, regularAgainst)));
    }

    @Test
    void everyCombinationFollowsTheRules() {
        List<Evidence> all = all();
        assertEquals(2 * QUORUMS * MOST * MOST * MOST * MOST, all.size());
        for (Evidence evidence : all) {
            Trust trust = Trust.of(evidence);
            String what = evidence + " is " + trust;
            boolean isQuorum = evidence.agreeing() >= evidence.quorum();
            boolean isReproduced = isQuorum && evidence.trustedFor() >= 2;
            boolean isUndisputed = !evidence.isRemoved() && evidence.trustedAgainst() == 0 && evidence.agreeing() > 0;
            boolean isRegularOnly = evidence.trustedFor() == 0 && (isQuorum || evidence.regularAgainst() == 0);
            assertEquals(evidence.isRemoved(), trust == Trust.REMOVED, what);
            assertEquals(isUndisputed && isReproduced, trust == Trust.VERIFIED, what);
            assertEquals(isUndisputed && evidence.trustedFor() > 0 && !isReproduced, trust == Trust.TRUSTED, what);
            assertEquals(isUndisputed && isRegularOnly, trust == Trust.UNTRUSTED, what);
        }
    }

    /// One more trusted node for it never makes it worse, one against it never better.
    @Test
    void supportNeverHarmsAndOppositionNeverHelps() {
        for (Evidence e : all()) {
            Trust trust = Trust.of(e);
            Evidence supported = new Evidence(
                    e.isRemoved(),
                    e.quorum(),
                    e.trustedFor() + 1,
                    e.regularFor(),
                    e.trustedAgainst(),
                    e.regularAgainst());
            Evidence opposed = new Evidence(
                    e.isRemoved(),
                    e.quorum(),
                    e.trustedFor(),
                    e.regularFor(),
                    e.trustedAgainst() + 1,
                    e.regularAgainst());
            assertTrue(Trust.of(supported).compareTo(trust) <= 0, () -> e + " and one trusted more");
            assertTrue(Trust.of(opposed).compareTo(trust) >= 0, () -> e + " and one trusted against");
        }
    }

    @Test
    void anObservationIsOneTrustedNodesWord() {
        assertEquals(Trust.TRUSTED, Trust.of(Evidence.ofObservation()));
    }

    @Test
    void countsAreCounts() {
        assertThrows(IllegalArgumentException.class, () -> new Evidence(false, 0, 1, 1, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new Evidence(false, 1, -1, 1, 0, 0));
    }

    private static List<Evidence> all() {
        List<Evidence> all = new ArrayList<>();
        for (int removed = 0; removed <= 1; removed++) {
            for (int quorum = 1; quorum <= QUORUMS; quorum++) {
                for (int counts = 0; counts < MOST * MOST * MOST * MOST; counts++) {
                    all.add(new Evidence(
                            removed == 1,
                            quorum,
                            counts % MOST,
                            counts / MOST % MOST,
                            counts / (MOST * MOST) % MOST,
                            counts / (MOST * MOST * MOST)));
                }
            }
        }
        return all;
    }
}
