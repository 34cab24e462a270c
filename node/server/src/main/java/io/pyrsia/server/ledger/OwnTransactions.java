package io.pyrsia.server.ledger;

import io.pyrsia.base.NetworkId;
import io.pyrsia.base.crypto.PrivateKey;
import io.pyrsia.ledger.View;
import io.pyrsia.ledger.transaction.SignedTransaction;
import io.pyrsia.ledger.transaction.Transaction;
import java.util.function.Supplier;
import org.apache.tuweni.bytes.Bytes;

/// Signs what the node itself has to say, each with the next number; safe for use by many threads.
final class OwnTransactions {

    private final NetworkId network;
    private final PrivateKey key;
    private final Supplier<View> view;
    /// The last number given out; guarded by this.
    private long last;

    OwnTransactions(NetworkId network, PrivateKey key, Supplier<View> view) {
        this.network = network;
        this.key = key;
        this.view = view;
    }

    synchronized Bytes sign(Transaction transaction) {
        last = Math.max(last + 1, view.get().nextSequence(key.publicKey().id()));
        return SignedTransaction.sign(network, key, last, transaction).encode();
    }
}
