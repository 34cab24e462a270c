package io.pyrsia.server.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.NodeId;
import io.pyrsia.base.crypto.PrivateKey;
import io.pyrsia.base.seam.Randomness;
import io.pyrsia.ledger.Reason;
import io.pyrsia.ledger.transaction.SignedTransaction;
import io.pyrsia.ledger.transaction.Transaction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Four authorities with real stores agree on the ledger, tell what became of each transaction, and stop and start
/// with the same state.
class LedgerNodeTest {

    @TempDir
    Path folder;

    private TestNetwork network;

    @BeforeEach
    void start() {
        network = new TestNetwork(folder).startAuthorities();
    }

    @AfterEach
    void stop() {
        network.close();
    }

    static NodeId builder(int number) {
        return PrivateKey.generate(Randomness.seeded(1_000 + number))
                .publicKey()
                .id();
    }

    static TransactionResult get(CompletableFuture<TransactionResult> result) throws Exception {
        return result.get(60, TimeUnit.SECONDS);
    }

    private Bytes signed(int authority, long sequence, Transaction transaction) {
        return SignedTransaction.sign(
                        network.genesis().networkId(), network.authority(authority).key, sequence, transaction)
                .encode();
    }

    @Test
    void everyNodeHasTheSameStateAndResults() throws Exception {
        List<CompletableFuture<TransactionResult>> results = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Bytes transaction = signed(i % 4, 1 + i / 4, new Transaction.RegisterBuilder(builder(i)));
            results.add(network.authority((i + 1) % 4).node().submit(transaction));
        }
        long last = 0;
        for (CompletableFuture<TransactionResult> result : results) {
            TransactionResult.Accepted accepted = assertInstanceOf(TransactionResult.Accepted.class, get(result));
            assertEquals(1, accepted.entries());
            last = Math.max(last, accepted.height());
        }
        long height = last;
        List<Bytes> roots = new ArrayList<>();
        for (TestNode node : network.authorities()) {
            roots.add(node.await("all blocks", view -> view.state().height() >= height)
                    .state()
                    .root());
        }
        assertEquals(1, roots.stream().distinct().count(), roots.toString());
        assertEquals(4 + 40, network.authority(0).node().view().state().log().size());
        network.authorities().forEach(TestNode::stop);
        network.startAuthorities();
        for (TestNode node : network.authorities()) {
            node.await("the state from before", view -> view.state().root().equals(roots.getFirst()));
        }
        assertInstanceOf(
                TransactionResult.Accepted.class,
                get(network.authority(2).node().submit(signed(0, 100, new Transaction.RegisterBuilder(builder(100))))));
    }

    @Test
    void whatIsRejectedSaysWhy() throws Exception {
        LedgerNode node = network.authority(0).node();
        Bytes first = signed(1, 1, new Transaction.RegisterBuilder(builder(1)));
        TransactionResult accepted = get(node.submit(first));
        assertInstanceOf(TransactionResult.Accepted.class, accepted);
        assertEquals(accepted, get(node.submit(first)), "the same again has the same result");
        TransactionResult.Rejected twice = assertInstanceOf(
                TransactionResult.Rejected.class,
                get(node.submit(signed(1, 2, new Transaction.RegisterBuilder(builder(1))))));
        assertEquals(Reason.ALREADY_BUILDER, twice.reason());
        assertTrue(twice.height() > 0, "the log's block says so");
        TransactionResult.Rejected replayed = assertInstanceOf(
                TransactionResult.Rejected.class,
                get(node.submit(signed(1, 1, new Transaction.RegisterBuilder(builder(2))))));
        assertEquals(Reason.REPLAYED, replayed.reason());
        Bytes byNobody = SignedTransaction.sign(
                        network.genesis().networkId(),
                        PrivateKey.generate(Randomness.seeded(77)),
                        1,
                        new Transaction.RegisterBuilder(builder(3)))
                .encode();
        assertEquals(
                Reason.UNKNOWN_AUTHOR,
                assertInstanceOf(TransactionResult.Rejected.class, get(node.submit(byNobody)))
                        .reason());
        byte[] wrong = first.toArray();
        wrong[wrong.length - 1] ^= 1;
        assertEquals(new TransactionResult.Unsound(Reason.BAD_SIGNATURE), get(node.submit(Bytes.wrap(wrong))));
        assertEquals(new TransactionResult.Unsound(Reason.MALFORMED), get(node.submit(Bytes.of(1, 2, 3))));
        assertEquals(new TransactionResult.Unsound(Reason.MALFORMED), get(node.submit(AgreedTime.encode(5))));
    }
}
