package io.pyrsia.consensus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.NetworkId;
import org.apache.tuweni.bytes.Bytes;
import org.apache.tuweni.bytes.Bytes32;
import org.junit.jupiter.api.Test;

class VoteTableTest {

    private static final AuthoritySet AUTHORITIES = TestKeys.set(0, 1, 2, 3);
    private static final Domain DOMAIN = new Domain(new NetworkId("test"), AUTHORITIES);

    private final VoteTable table =
            new VoteTable(TestKeys.signer(1), new Entry.Birth(TestKeys.node(1), 0), Rules.STRICT);

    private static Statement statement(Kind kind, long view, int digest) {
        return new Statement(
                kind, 0, view, kind.namesBlock() ? Bytes32.leftPad(Bytes.ofUnsignedInt(digest)) : Bytes32.ZERO);
    }

    private VoteTable.Signed sign(Kind kind, long view, int digest) {
        return table.sign(statement(kind, view, digest), DOMAIN, 1);
    }

    @Test
    void repeatsWhatItSigned() {
        VoteTable.Signed first = sign(Kind.NOTAR, 1, 7);
        VoteTable.Signed second = sign(Kind.NOTAR, 1, 7);
        assertTrue(first.isNew());
        assertFalse(second.isNew());
        assertEquals(first.vote(), second.vote());
    }

    @Test
    void refusesASecondBlock() {
        for (Kind kind : new Kind[] {Kind.PROPOSE, Kind.NOTAR, Kind.FINAL}) {
            sign(kind, 1, 7);
            assertThrows(IllegalStateException.class, () -> sign(kind, 1, 8));
        }
    }

    @Test
    void refusesSkipAndFinalOfOneView() {
        sign(Kind.SKIP, 1, 0);
        assertThrows(IllegalStateException.class, () -> sign(Kind.FINAL, 1, 7));
        sign(Kind.FINAL, 2, 7);
        assertThrows(IllegalStateException.class, () -> sign(Kind.SKIP, 2, 0));
    }

    /// Rule 3: an own SKIP does not forbid NOTAR.
    @Test
    void allowsNotarAndSkipOfOneView() {
        sign(Kind.SKIP, 1, 0);
        assertTrue(sign(Kind.NOTAR, 1, 7).isNew());
    }

    @Test
    void rowsOutliveTheViewUntilItIsForgotten() {
        sign(Kind.SKIP, 3, 0);
        table.forget(0, 2);
        assertThrows(IllegalStateException.class, () -> sign(Kind.FINAL, 3, 7));
    }

    @Test
    void aRestoredRowBindsLikeASignedOne() {
        Vote before = sign(Kind.SKIP, 4, 0).vote();
        VoteTable restarted = new VoteTable(TestKeys.signer(1), new Entry.Birth(TestKeys.node(1), 0), Rules.STRICT);
        restarted.restore(before);
        assertThrows(IllegalStateException.class, () -> restarted.sign(statement(Kind.FINAL, 4, 7), DOMAIN, 1));
    }

    @Test
    void aWipedNodeHasNoPlace() {
        assertEquals(-1, new VoteTable(TestKeys.signer(1), null, Rules.STRICT).place(AUTHORITIES, 0));
        VoteTable otherKey = new VoteTable(TestKeys.signer(1), new Entry.Birth(TestKeys.node(2), 0), Rules.STRICT);
        assertEquals(-1, otherKey.place(AUTHORITIES, 0));
        VoteTable later = new VoteTable(TestKeys.signer(1), new Entry.Birth(TestKeys.node(1), 3), Rules.STRICT);
        assertEquals(-1, later.place(AUTHORITIES, 2));
        assertEquals(1, later.place(AUTHORITIES, 3));
    }

    @Test
    void signaturesBindNetworkSetEpochViewAndKind() {
        Bytes text = DOMAIN.text(statement(Kind.SKIP, 1, 0));
        assertNotEquals(text, DOMAIN.text(statement(Kind.SKIP, 2, 0)));
        assertNotEquals(text, DOMAIN.text(statement(Kind.READY, 1, 0)));
        assertNotEquals(text, DOMAIN.text(new Statement(Kind.SKIP, 1, 1, Bytes32.ZERO)));
        assertNotEquals(text, new Domain(new NetworkId("other"), AUTHORITIES).text(statement(Kind.SKIP, 1, 0)));
        assertNotEquals(
                text, new Domain(new NetworkId("test"), TestKeys.set(0, 1, 2, 4)).text(statement(Kind.SKIP, 1, 0)));
    }
}
