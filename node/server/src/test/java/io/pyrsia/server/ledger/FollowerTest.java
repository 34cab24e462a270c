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

    @Test
    void aNodeThatComesLateCatchesUpBySnapshotAndBlocks() throws Exception {
        TestNode follower = network.add();
        follower.start();
        follower.awaitStateOf(network.authority(0));
        var log = follower.node().view().state().log();
        long size = log.size();
        assertEquals(log.root(), new Tree(size, new StoredLog(follower.database())).root(), "the whole log is here");
        assertDoesNotThrow(() -> new Search(follower.database(), size), "and can be searched");
        network.makeBlocks(1_000, 3);
        follower.awaitStateOf(network.authority(0));
        follower.await("that it has caught up", () -> follower.node().status().isCaughtUp());
        follower.stop();
        network.makeBlocks(2_000, BLOCKS);
        follower.start();
        follower.awaitStateOf(network.authority(0));
        follower.stop();
        try (RocksStore store = new RocksStore(follower.database())) {
            assertNull(store.committed(1), "it was not there when the first blocks were made");
        }
        follower.stop();
        follower.wipe();
        follower.start();
        follower.awaitStateOf(network.authority(0));
    }

    @Test
    void aTransactionSubmittedAtAFollowerHasTheSameResult() throws Exception {
        TestNode follower = network.add();
        follower.start();
        TestNode second = network.add();
        follower.awaitStateOf(network.authority(0));
        second.start(List.of(follower), List.of(follower.id()));
        second.awaitStateOf(network.authority(0));
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
