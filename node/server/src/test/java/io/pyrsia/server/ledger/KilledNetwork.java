package io.pyrsia.server.ledger;

import io.pyrsia.ledger.transaction.Transaction;
import java.nio.file.Path;

/// Four authorities in one process that is killed: says the number of each builder whose registration was accepted.
final class KilledNetwork {

    private KilledNetwork() {}

    // The lines on the standard output tell the test what was promised.
    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws Exception {
        int from = Integer.parseInt(arguments[1]);
        TestNetwork network = from == 0
                ? new TestNetwork(Path.of(arguments[0])).startAuthorities()
                : TestNetwork.reopen(Path.of(arguments[0])).startAuthorities();
        for (int number = from; ; number++) {
            TransactionResult result = LedgerNodeTest.get(network.authority(number % 4)
                    .node()
                    .submit(new Transaction.RegisterBuilder(LedgerNodeTest.builder(number))));
            if (!(result instanceof TransactionResult.Accepted)) {
                throw new IllegalStateException(number + ": " + result);
            }
            System.out.println(number);
        }
    }
}
