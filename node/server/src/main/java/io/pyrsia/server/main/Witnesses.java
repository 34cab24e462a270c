package io.pyrsia.server.main;

import io.pyrsia.client.LogClient;
import io.pyrsia.log.note.SignedCheckpoint;
import io.pyrsia.server.config.WitnessConfig;
import io.pyrsia.server.ledger.LedgerNode;
import io.pyrsia.server.log.Cosigner;
import io.pyrsia.storage.View;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Has the newest checkpoint cosigned by each outside witness, once a second at most. One that fails is asked less and
/// less often; the others do not wait for it.
final class Witnesses implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Witnesses.class.getName());

    private static final Duration TIME_LIMIT = Duration.ofSeconds(10);
    private static final int MAX_PAUSE_SECONDS = 256;

    private final List<Asking> asking;

    private Witnesses(List<Asking> asking) {
        this.asking = asking;
    }

    static Witnesses open(List<WitnessConfig.Asked> witnesses, LedgerNode ledger, View view) {
        return new Witnesses(witnesses.stream()
                .map(witness -> new Asking(witness, ledger, view))
                .toList());
    }

    @Override
    public void close() {
        asking.forEach(Asking::close);
    }

    /// One witness.
    private static final class Asking implements AutoCloseable {

        private final String name;
        private final LedgerNode ledger;
        private final LogClient client;
        private final Cosigner cosigner;
        private final EverySecond seconds;
        /// The rest is owned by the thread of the seconds.
        private long cosigned;

        private int pause;
        private int nextPause = 1;

        Asking(WitnessConfig.Asked witness, LedgerNode ledger, View view) {
            this.name = witness.key().name();
            this.ledger = ledger;
            this.client = new LogClient(witness.prefix(), TIME_LIMIT);
            this.cosigner = new Cosigner(client, List.of(witness.key()), view);
            this.seconds = new EverySecond(this::second);
        }

        private void second() {
            if (pause > 0) {
                pause--;
                return;
            }
            Optional<SignedCheckpoint> newest = ledger.checkpoint();
            if (newest.isEmpty() || newest.get().checkpoint().size() == cosigned) {
                return;
            }
            long size = newest.get().checkpoint().size();
            try {
                ledger.cosigned(size, cosigner.cosign(newest.get()));
                cosigned = size;
                nextPause = 1;
            } catch (IOException e) {
                // Said once, for it may be gone for days.
                if (nextPause == 1) {
                    LOG.log(System.Logger.Level.WARNING, "witness {0} does not cosign: {1}", name, e.getMessage());
                }
                pause = nextPause;
                nextPause = Math.min(2 * nextPause, MAX_PAUSE_SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            client.close();
            seconds.close();
        }
    }
}
