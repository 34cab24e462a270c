package io.pyrsia.server.consensus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.NodeId;
import io.pyrsia.consensus.Limits;
import io.pyrsia.server.consensus.TransactionPool.Source;
import io.pyrsia.server.consensus.TransactionPool.Verdict;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

class TransactionPoolTest {

    private static final int MOST = (int) (TransactionPool.MAX_BYTES / TransactionPool.LEAST_BYTES);

    private final TransactionPool pool = new TransactionPool();

    private static Source partner(int number) {
        return new Source.Partner(new NodeId(Bytes.repeat((byte) number, NodeId.BYTES)));
    }

    private static Bytes transaction(int source, int number) {
        return Bytes.concatenate(Bytes.ofUnsignedInt(source), Bytes.ofUnsignedInt(number));
    }

    private int fill(int source, int count) {
        int added = 0;
        for (int i = 0; i < count; i++) {
            added += pool.add(partner(source), transaction(source, i)) == Verdict.ADDED ? 1 : 0;
        }
        return added;
    }

    @Test
    void onePeerCannotShutOutTheOthers() {
        assertEquals(MOST, fill(1, MOST + 10));
        assertEquals(Verdict.FULL, pool.add(partner(1), transaction(1, MOST + 10)));

        assertEquals(1_000, fill(2, 1_000));
        assertEquals(Verdict.ADDED, pool.add(new Source.Own(), transaction(3, 0)));
        assertEquals(Verdict.ADDED, pool.add(new Source.Guests(), transaction(4, 0)));
        assertEquals(MOST, pool.size());

        assertEquals(Verdict.FULL, pool.add(partner(1), transaction(1, MOST + 11)));
        assertEquals(Verdict.KNOWN, pool.add(partner(1), transaction(1, 0)), "its oldest stay");
        assertEquals(Verdict.KNOWN, pool.add(partner(1), transaction(2, 999)), "what others brought stays");
    }

    @Test
    void theSharesOfThoseWhoWantMoreThanThereIsAreEqual() {
        fill(1, MOST);
        int second = fill(2, MOST);
        assertTrue(Math.abs(second - MOST / 2) <= 1, "the second got " + second + " of " + MOST);
        assertEquals(MOST, pool.size());
    }

    @Test
    void aLargeOneTakesTheRoomOfMany() {
        fill(1, MOST);
        Bytes large = Bytes.repeat((byte) 9, Limits.MAX_TRANSACTION_BYTES);
        assertEquals(Verdict.ADDED, pool.add(partner(2), large));
        int gone = (large.size() + TransactionPool.LEAST_BYTES - 1) / TransactionPool.LEAST_BYTES;
        assertTrue(pool.size() <= MOST + 1 - gone + 1, pool.size() + " wait");
    }

    @Test
    void whatIsCommittedMakesRoom() {
        fill(1, MOST);
        List<Bytes> block = pool.take(List.of(), Bytes.EMPTY);
        assertEquals(transaction(1, 0), block.getFirst());
        pool.commit(block);
        assertEquals(MOST - block.size(), pool.size());
        assertEquals(Verdict.KNOWN, pool.add(partner(2), block.getFirst()));
        assertEquals(Verdict.ADDED, pool.add(partner(1), transaction(1, MOST)));
        assertFalse(pool.isEmpty());
    }
}
