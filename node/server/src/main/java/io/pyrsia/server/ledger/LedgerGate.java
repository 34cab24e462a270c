package io.pyrsia.server.ledger;

import io.pyrsia.base.seam.Clock;
import io.pyrsia.consensus.Block;
import io.pyrsia.ledger.Checked;
import io.pyrsia.ledger.View;
import io.pyrsia.server.consensus.Gate;
import java.util.function.Supplier;
import org.apache.tuweni.bytes.Bytes;

/// Lets transactions into the pool that are signed by somebody with a role, and blocks to a vote whose time can be
/// true.
final class LedgerGate implements Gate {

    private final CheckedTransactions checked;
    private final Supplier<View> view;
    private final Clock clock;

    LedgerGate(CheckedTransactions checked, Supplier<View> view, Clock clock) {
        this.checked = checked;
        this.view = view;
        this.clock = clock;
    }

    @Override
    public boolean admits(Bytes transaction) {
        return AgreedTime.isTransaction(transaction)
                && checked.check(transaction) instanceof Checked.Sound sound
                && view.get().admission(sound.author(), sound.sequence()).isAccepted();
    }

    @Override
    public Bytes opening() {
        return AgreedTime.encode(Math.max(0, clock.now().toEpochMilli()));
    }

    @Override
    public boolean mayVoteFor(Block block) {
        long latest = clock.now().toEpochMilli() + AgreedTime.TOLERANCE_MS;
        return block.transactions().isEmpty() || AgreedTime.of(block).orElse(Long.MAX_VALUE) <= latest;
    }
}
