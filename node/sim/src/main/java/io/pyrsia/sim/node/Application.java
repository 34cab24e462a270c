package io.pyrsia.sim.node;

import io.pyrsia.base.Malformed;
import io.pyrsia.consensus.Block;
import io.pyrsia.consensus.Effect;
import io.pyrsia.consensus.Execution;
import io.pyrsia.consensus.Genesis;
import io.pyrsia.consensus.Input;
import io.pyrsia.consensus.Recovered;
import io.pyrsia.consensus.Snapshot;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/// What a process runs beside the core: the state machine and the pool of transactions.
final class Application {

    private final AppendMachine machine;
    private final Execution execution;
    private final Pool pool;

    Application(Genesis genesis, Disk disk, Recovered recovered, Habits habits) {
        machine = new AppendMachine(disk.value(AppendMachine.STATE), habits.storesState());
        execution = new Execution(genesis, disk, machine, habits.snapshotEvery());
        execution.start(recovered);
        pool = new Pool(habits.transactionsPerBlock());
    }

    void submit(Bytes transaction) {
        try {
            if (!machine.contains(Transaction.decode(transaction).number())) {
                pool.add(transaction);
            }
        } catch (Malformed e) {
            // Not from a client: no place in the pool.
        }
    }

    void forgetTransactions() {
        pool.clear();
    }

    boolean hasPending() {
        return !pool.isEmpty();
    }

    List<Bytes> choose(List<Block> ancestors) {
        return pool.choose(ancestors);
    }

    Input.Applied apply(Effect.Commit commit) {
        Input.Applied applied = execution.apply(commit);
        pool.remove(commit.block().transactions());
        return applied;
    }

    Input.Installed install(Snapshot snapshot, Bytes state) {
        Input.Installed installed = execution.install(snapshot, state);
        pool.removeIf(transaction -> isExecuted(transaction));
        return installed;
    }

    private boolean isExecuted(Bytes transaction) {
        try {
            return machine.contains(Transaction.decode(transaction).number());
        } catch (Malformed e) {
            return true;
        }
    }
}
