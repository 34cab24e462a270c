package io.pyrsia.ledger;

import io.pyrsia.ledger.codec.Fields;
import io.pyrsia.ledger.entry.Entry;
import io.pyrsia.ledger.search.IndexKey;
import io.pyrsia.ledger.search.IndexRows;
import io.pyrsia.ledger.state.Genesis;
import io.pyrsia.ledger.state.Snapshot;
import io.pyrsia.ledger.state.State;
import io.pyrsia.ledger.transaction.SignedTransaction;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

/// The decoders on real inputs, each a little damaged, and on the inputs of all others.
class DecodersTest {

    private static final int DAMAGED_EACH = 12;

    private final SplittableRandom random = new SplittableRandom(11);

    @Test
    void damagedInputsAreRefusedOrMeanWhatTheySay() {
        for (Bytes input : inputs()) {
            for (int i = 0; i < DAMAGED_EACH; i++) {
                Bytes damaged = i == 0 ? input : damage(input);
                Decoders.transaction(damaged);
                Decoders.entry(damaged);
                Decoders.genesis(damaged);
                Decoders.indexKey(damaged);
                Decoders.cursor(damaged);
            }
        }
    }

    @Test
    void damagedSnapshotsAndProofsAreRefused() {
        List<Bytes> chunks = new ArrayList<>();
        Snapshot.write(StatesForTests.busy(3, 40), chunks::add);
        for (Bytes chunk : chunks) {
            for (int i = 0; i < 100; i++) {
                Decoders.snapshot(damage(chunk));
            }
        }
        for (int i = 0; i < 50; i++) {
            byte[] proof = new byte[80];
            random.nextBytes(proof);
            Decoders.proof(Bytes.wrap(proof));
        }
    }

    private List<Bytes> inputs() {
        List<Bytes> inputs = new ArrayList<>();
        RandomTransactions transactions = new RandomTransactions(random.split());
        State state = Ledger.begin(RandomTransactions.genesis()).state();
        inputs.add(Fields.encode(Genesis.CODEC, RandomTransactions.genesis()));
        for (int i = 0; i < 60; i++) {
            Block block = transactions.block(state, 20);
            for (Checked checked : block.transactions()) {
                if (checked instanceof Checked.Sound sound) {
                    inputs.add(new SignedTransaction(
                                    sound.author(), sound.sequence(), sound.transaction(), Bytes.wrap(new byte[64]))
                            .encode());
                }
            }
            Applied applied = Ledger.apply(state, block);
            for (Entry entry : applied.entries()) {
                inputs.add(entry.encode());
                IndexRows.of(entry, i).stream().map(IndexKey::encode).forEach(inputs::add);
            }
            state = applied.state();
        }
        return inputs;
    }

    private Bytes damage(Bytes input) {
        byte[] bytes = input.toArray();
        int at = random.nextInt(bytes.length);
        return switch (random.nextInt(4)) {
            case 0 -> {
                bytes[at] ^= (byte) (1 << random.nextInt(8));
                yield Bytes.wrap(bytes);
            }
            case 1 -> Bytes.wrap(bytes).slice(0, at);
            case 2 -> {
                bytes[at] = (byte) random.nextInt(256);
                bytes[random.nextInt(bytes.length)] = (byte) 0xff;
                yield Bytes.wrap(bytes);
            }
            default -> Bytes.concatenate(Bytes.wrap(bytes), Bytes.of(random.nextInt(256)));
        };
    }
}
