package io.pyrsia.server.registry;

import io.pyrsia.base.NodeId;
import io.pyrsia.base.Purl;
import io.pyrsia.base.seam.Clock;
import io.pyrsia.ledger.transaction.Observation;
import io.pyrsia.ledger.transaction.Transaction;
import io.pyrsia.registry.Memory;
import io.pyrsia.registry.Observer;
import io.pyrsia.server.ledger.LedgerNode;
import io.pyrsia.server.ledger.TransactionResult;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// States to the ledger what a trusted registry's node saw; on any other node it says nothing.
final class LedgerObserver implements Observer {

    private static final int MAX_REMEMBERED = 20_000;
    /// What was just said is not said again; what was refused may be tried again later.
    private static final Duration ONCE_IN = Duration.ofMinutes(1);

    private static final System.Logger LOG = System.getLogger(LedgerObserver.class.getName());

    private final LedgerNode ledger;
    private final NodeId self;
    private final Clock clock;
    private final Memory<Purl, Boolean> said;

    LedgerObserver(LedgerNode ledger, NodeId self, Clock clock) {
        this.ledger = ledger;
        this.self = self;
        this.clock = clock;
        this.said = new Memory<>(clock, MAX_REMEMBERED);
    }

    @Override
    public boolean isTrusted() {
        return ledger.view().member(self).filter(member -> member.isRegistry()).isPresent();
    }

    @Override
    public void seen(Seen seen) {
        if (!isTrusted() || said.get(seen.purl()).isPresent()) {
            return;
        }
        said.put(seen.purl(), true, ONCE_IN);
        CompletableFuture<Void> _ = ledger.submit(new Transaction.Observe(new Observation(
                        seen.purl(),
                        seen.sha256(),
                        null,
                        seen.size(),
                        seen.pieceRoot(),
                        seen.mediaType(),
                        seen.url(),
                        clock.now().toEpochMilli(),
                        seen.isMoving())))
                .thenAccept(result -> told(seen.purl(), result));
    }

    private static void told(Purl purl, TransactionResult result) {
        if (!(result instanceof TransactionResult.Accepted)) {
            LOG.log(System.Logger.Level.WARNING, "the observation of {0} is not in the log: {1}", purl, result);
        }
    }
}
