package io.pyrsia.server.ledger;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.NetworkId;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.crypto.PublicKey;
import io.pyrsia.ledger.Checked;
import io.pyrsia.ledger.Checker;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// Checks each transaction's form and signature once: when it comes, on the thread that brings it, so that the
/// replica's thread finds the answer when the block is final. Safe for use by many threads.
final class CheckedTransactions {

    private static final int MAX_REMEMBERED = 50_000;
    private static final int MAX_KEYS = 4_096;

    /// A map that forgets what was put in first.
    private static final class Bounded<K, V> extends LinkedHashMap<K, V> {
        private static final long serialVersionUID = 1;
        private final int limit;

        Bounded(int limit) {
            this.limit = limit;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > limit;
        }
    }

    private final Checker checker;
    /// Guarded by itself.
    private final Map<ByteBuffer, Checked> known = new Bounded<>(MAX_REMEMBERED);
    /// Guarded by itself.
    private final Map<NodeId, PublicKey> keys = new Bounded<>(MAX_KEYS);

    CheckedTransactions(NetworkId network) {
        this.checker = new Checker(network, this::isValid);
    }

    Checked check(Bytes transaction) {
        ByteBuffer key = ByteBuffer.wrap(transaction.toArrayUnsafe());
        synchronized (known) {
            Checked checked = known.get(key);
            if (checked != null) {
                return checked;
            }
        }
        Checked checked = checker.check(transaction);
        if (checked instanceof Checked.Sound) {
            synchronized (known) {
                known.put(key, checked);
            }
        }
        return checked;
    }

    /// Those of a block, in their order; what was not seen before is checked on all cores.
    List<Checked> check(List<Bytes> transactions) {
        return transactions.parallelStream().map(this::check).toList();
    }

    /// Forgets transactions that are final: nobody asks for them again.
    void forget(List<Bytes> transactions) {
        synchronized (known) {
            transactions.forEach(transaction -> known.remove(ByteBuffer.wrap(transaction.toArrayUnsafe())));
        }
    }

    private boolean isValid(NodeId author, Bytes message, Bytes signature) {
        PublicKey key = key(author);
        return key != null && key.verifies(message, signature);
    }

    private @Nullable PublicKey key(NodeId author) {
        synchronized (keys) {
            PublicKey key = keys.get(author);
            if (key != null) {
                return key;
            }
        }
        try {
            PublicKey key = PublicKey.parse(author.key());
            synchronized (keys) {
                keys.put(author, key);
            }
            return key;
        } catch (Malformed e) {
            return null;
        }
    }
}
