package io.pyrsia.server.api;

import io.pyrsia.server.consensus.ReplicaStatus;
import io.pyrsia.server.ledger.LedgerStatus;
import io.pyrsia.server.report.Metrics;

/// The numbers of consensus, the ledger and the network.
public final class LedgerMetrics implements Metrics.Source {

    private final Parts parts;

    public LedgerMetrics(Parts parts) {
        this.parts = parts;
    }

    @Override
    public void write(Metrics.Page page) {
        LedgerStatus ledger = parts.ledger().status();
        ReplicaStatus replica = ledger.replica();
        page.gauge("pyrsia_ready", ledger.isCaughtUp() ? 1 : 0);
        page.gauge("pyrsia_height", ledger.height());
        page.gauge("pyrsia_network_height", ledger.networkHeight());
        page.gauge("pyrsia_log_size", ledger.logSize());
        page.gauge("pyrsia_checkpoint_size", ledger.checkpointSize());
        page.gauge("pyrsia_epoch", replica.epoch());
        page.gauge("pyrsia_view", replica.view());
        page.gauge("pyrsia_pool_transactions", replica.poolTransactions());
        page.gauge("pyrsia_connections", parts.host().connections().size());
        parts.clockWatch().aheadMs().ifPresent(ahead -> {
            page.type("pyrsia_clock_ahead_seconds", "gauge");
            page.value("pyrsia_clock_ahead_seconds", "", Math.round(ahead / 1e3));
        });
        page.counter("pyrsia_blocks_total", replica.blocks());
        page.counter("pyrsia_transactions_total", replica.transactions());
        page.counter("pyrsia_sent_bytes_total", replica.bytesSent());
        page.counter("pyrsia_frames_lost_total", replica.framesLost());
        page.counter("pyrsia_synced_writes_total", replica.writes());
        page.type("pyrsia_votes_missing_total", "counter");
        replica.votesMissing()
                .forEach(
                        (node, count) -> page.value("pyrsia_votes_missing_total", "authority=\"" + node + "\"", count));
        page.type("pyrsia_faults_total", "counter");
        replica.faults().forEach((fault, count) -> page.value("pyrsia_faults_total", "kind=\"" + fault + "\"", count));
        writeTimeToFinal(page, replica);
    }

    private static void writeTimeToFinal(Metrics.Page page, ReplicaStatus replica) {
        String name = "pyrsia_block_seconds";
        page.type(name, "histogram");
        long total = 0;
        for (int bucket = 0; bucket < replica.timeToFinal().size(); bucket++) {
            total += replica.timeToFinal().get(bucket);
            page.value(name + "_bucket", "le=\"" + (1L << bucket) / 1e6 + "\"", total);
        }
        page.value(name + "_bucket", "le=\"+Inf\"", total);
        page.value(name + "_count", "", total);
    }
}
