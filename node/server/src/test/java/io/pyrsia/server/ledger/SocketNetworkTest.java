package io.pyrsia.server.ledger;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.pyrsia.ledger.transaction.Transaction;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The same nodes with real sockets between them: they agree, a follower catches up and submits, and one comes back.
class SocketNetworkTest {

    private static final int BLOCKS = 60;

    @TempDir
    Path folder;

    @Test
    void nodesAgreeAndFollowOverSockets() throws Exception {
        try (TestNetwork network = TestNetwork.onSockets(folder).startAuthorities()) {
            network.makeBlocks(0, BLOCKS);
            TestNode follower = network.add();
            follower.start();
            follower.awaitStateOf(network.authority(0));
            network.authority(3).stop();
            TransactionResult result = LedgerNodeTest.get(
                    network.authority(0).node().submit(new Transaction.RegisterBuilder(LedgerNodeTest.builder(900))));
            TransactionResult.Accepted accepted = assertInstanceOf(TransactionResult.Accepted.class, result);
            network.authority(3).start();
            for (TestNode node : network.all()) {
                node.await("the last block", view -> view.state().height() >= accepted.height());
                node.await("its checkpoint", () -> node.node().status().checkpointSize() > accepted.firstEntry());
            }
        }
    }
}
