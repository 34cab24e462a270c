package io.pyrsia.server.consensus;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.crypto.PublicKey;
import io.pyrsia.consensus.SignatureCheck;
import io.pyrsia.consensus.SignatureChecker;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Checks signatures beside the replica's thread; what waits is bounded by the checks that consensus allows a peer.
final class SignatureWorkers implements SignatureChecker, AutoCloseable {

    /// Keys that were decoded once; beyond it they are decoded each time.
    private static final int MAX_KEYS = 1_024;

    private final ExecutorService threads;
    private final Map<NodeId, PublicKey> keys = new ConcurrentHashMap<>();

    SignatureWorkers(int count) {
        threads = Executors.newFixedThreadPool(
                count, Thread.ofPlatform().name("signatures-", 0).daemon().factory());
    }

    void submit(Runnable check) {
        threads.execute(check);
    }

    @Override
    public boolean all(List<SignatureCheck> checks) {
        for (SignatureCheck check : checks) {
            if (!verifies(check)) {
                return false;
            }
        }
        return true;
    }

    private boolean verifies(SignatureCheck check) {
        PublicKey key = keys.get(check.signer());
        if (key == null) {
            try {
                key = PublicKey.parse(check.signer().key());
            } catch (Malformed e) {
                return false;
            }
            if (keys.size() < MAX_KEYS) {
                keys.put(check.signer(), key);
            }
        }
        return key.verifies(check.text(), check.signature());
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
