package io.pyrsia.bench.consensus;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.consensus.Block;
import io.pyrsia.consensus.Genesis;
import io.pyrsia.consensus.StateMachine;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.tuweni.bytes.Bytes;
import org.apache.tuweni.bytes.Bytes32;

/// What CometBFT's kvstore does: transactions are `key=value`, kept in memory; nothing else is looked at.
final class KeyValues implements StateMachine {

    static final Bytes32 GENESIS_ROOT = Bytes32.ZERO;
    private static final int KEY_BYTES = 32;

    private final Map<String, Bytes> values = new HashMap<>();
    private Bytes32 root = GENESIS_ROOT;

    @Override
    public long initialize(Genesis genesis) {
        return 0;
    }

    @Override
    public Outcome apply(Block block) {
        for (Bytes transaction : block.transactions()) {
            byte[] bytes = transaction.toArrayUnsafe();
            if (bytes.length > KEY_BYTES) {
                values.put(new String(bytes, 0, KEY_BYTES, StandardCharsets.ISO_8859_1), transaction);
            }
        }
        root = Bytes32.wrap(
                Digest.sha256(Bytes.concatenate(root, block.digest())).value());
        return new Outcome(root, null, List.of());
    }

    @Override
    public Bytes query(Bytes request) {
        Bytes value = values.get(new String(request.toArrayUnsafe(), StandardCharsets.ISO_8859_1));
        return value == null ? Bytes.EMPTY : value;
    }

    @Override
    public Bytes takeSnapshot() {
        throw new UnsupportedOperationException("the benchmark takes no snapshots");
    }

    @Override
    public void install(long height, Bytes32 expected, Bytes state) throws Malformed {
        throw new Malformed("the benchmark takes no snapshots");
    }
}
