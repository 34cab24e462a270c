package io.pyrsia.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Digest;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.crypto.PrivateKey;
import io.pyrsia.ledger.entry.AuthorityEntries;
import io.pyrsia.ledger.entry.Content;
import io.pyrsia.ledger.state.Genesis;
import io.pyrsia.ledger.state.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

/// People decide who the authorities are, in the place of a block.
class RecoveryTest {

    private static final Digest DOCUMENT = Digest.sha256(Bytes.of(1));

    private final Genesis genesis = RandomTransactions.genesis();
    private final State before = Ledger.begin(genesis).state();
    private final List<NodeId> old = before.authorities().nodes();
    private final int needed = (old.size() - 1) / 3 + 1;

    private static NodeId node(int number) {
        return PrivateKey.generate(new SplittableRandom(1_000 + number))
                .publicKey()
                .id();
    }

    private List<NodeId> next() {
        List<NodeId> next = new ArrayList<>(old.subList(0, needed));
        while (next.size() < 4) {
            next.add(node(next.size()));
        }
        return next;
    }

    private Applied recover(List<NodeId> authorities, List<NodeId> survivors) {
        return Ledger.recover(
                before,
                new Recovery(DOCUMENT, authorities, survivors, "a fire", before.timeMs() + 5),
                DOCUMENT.value());
    }

    private void refused(Reason reason, List<NodeId> authorities, List<NodeId> survivors) {
        Applied applied = recover(authorities, survivors);
        assertEquals(List.of(reason.rejected()), applied.outcomes());
        assertEquals(before.authorities(), applied.state().authorities());
        assertTrue(applied.entries().isEmpty());
    }

    @Test
    void itsOneEntryNamesTheSetAndTheDocument() throws Exception {
        Applied applied = recover(next(), old.subList(0, needed));
        assertEquals(
                before.authorities().epoch() + 1, applied.state().authorities().epoch());
        assertEquals(
                next().stream().sorted().toList(), applied.state().authorities().nodes());
        assertEquals(1, applied.entries().size());
        Content.Recovered told =
                (Content.Recovered) applied.entries().getFirst().content();
        assertEquals(old.size() - needed, told.removed().size());
        AuthorityEntries reader = new AuthorityEntries();
        Bytes entry = applied.encodedEntries().getFirst();
        assertEquals(Optional.of(DOCUMENT), reader.recovery(entry));
        assertEquals(
                applied.state().authorities().epoch(),
                reader.in(entry).orElseThrow().epoch());
    }

    @Test
    void whoIsLeftOutIsNoAuthorityAnyMore() {
        View after = new View(recover(next(), old.subList(0, needed)).state());
        assertFalse(after.admission(old.getLast(), 1).isAccepted());
        assertTrue(after.admission(next().getLast(), 1).isAccepted());
    }

    @Test
    void whatCannotBeCarriedOutChangesNothing() {
        refused(Reason.NOT_AN_AUTHORITY, next(), old.subList(0, needed - 1));
        refused(Reason.NOT_AN_AUTHORITY, next(), List.of(node(50), node(51), node(52), node(53)));
        refused(Reason.TOO_FEW_AUTHORITIES, next().subList(0, 3), old);
        List<NodeId> many = new ArrayList<>();
        for (int i = 0; i <= before.limits().authorities(); i++) {
            many.add(node(100 + i));
        }
        refused(Reason.TOO_MANY_AUTHORITIES, many, old);
    }
}
