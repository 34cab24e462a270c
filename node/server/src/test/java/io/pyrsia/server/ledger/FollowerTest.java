package io.pyrsia.server.ledger;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.pyrsia.ledger.transaction.SignedTransaction;
import io.pyrsia.ledger.transaction.Transaction;
import io.pyrsia.log.Tree;
import io.pyrsia.server.consensus.RocksStore;
import io.pyrsia.server.log.StoredLog;
import io.pyrsia.server.search.Search;
import java.nio.file.Path;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A node without a vote gets everything from others, by snapshot and blocks, keeps up, and takes transactions.
class FollowerTest {

    private static final int BLOCKS = 70;

    @TempDir
    Path folder;

    private TestNetwork network;

    @BeforeEach
    void start() throws Exception {
        network = new TestNetwork(folder).startAuthorities();
        network.makeBlocks(0, BLOCKS);
    }

    @AfterEach
    void stop() {
        network.close();
    }

    private static void assertSame(TestNode one, TestNode other) throws InterruptedException {
        long height = one.node().view().state().height();
        other.await("height " + height, view -> view.state().height() >= height);
        assertEquals(
                one.node().view().state().root(), other.node().view().state().root());
    }

    @Test
    void aNodeThatComesLateCatchesUpBySnapshotAndBlocks() throws Exception {
        TestNode follower = network.add();
        follower.start();
        assertSame(network.authority(0), follower);
        long size = follower.node().view().state().log().size();
        assertEquals(
                follower.node().view().state().log().root(),
                new Tree(size, new StoredLog(follower.database())).root(),
                "the whole log is here");
        assertDoesNotThrow(() -> new Search(follower.database(), size), "and can be searched");
        network.makeBlocks(1_000, 3);
        assertSame(network.authority(0), follower);
        follower.await("that it has caught up", () -> follower.node().status().isCaughtUp());
        follower.stop();
        network.makeBlocks(2_000, BLOCKS);
        follower.start();
        assertSame(network.authority(0), follower);
        follower.stop();
        try (RocksStore store = new RocksStore(follower.database())) {
            assertNull(store.committed(1), "it was not there when the first blocks were made");
        }
        follower.stop();
        follower.wipe();
        follower.start();
        assertSame(network.authority(0), follower);
    }

    @Test
    void aTransactionSubmittedAtAFollowerHasTheSameResult() throws Exception {
        TestNode follower = network.add();
        follower.start();
        TestNode second = network.add();
        assertSame(network.authority(0), follower);
        second.start(List.of(follower), List.of(follower.id()));
        assertSame(network.authority(0), second);
        Bytes transaction = SignedTransaction.sign(
                        network.genesis().networkId(),
                        network.authority(1).key,
                        10_000,
                        new Transaction.RegisterBuilder(LedgerNodeTest.builder(5_000)))
                .encode();
        TransactionResult there = LedgerNodeTest.get(second.node().submit(transaction));
        assertInstanceOf(TransactionResult.Accepted.class, there);
        assertEquals(there, LedgerNodeTest.get(network.authority(2).node().submit(transaction)));
        assertEquals(there, LedgerNodeTest.get(follower.node().submit(transaction)));
    }
}
