package io.pyrsia.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.consensus.Config;
import io.pyrsia.sim.net.WideArea;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/// Forty authorities around the globe: how long a block takes to be final, and how many bytes it costs.
class WideAreaTest {

    private static final int AUTHORITIES = 40;
    private static final double JITTER = 0.05;
    private static final long RUN_MICROS = 8_000_000;

    @Test
    void timeToFinalityAndBytesPerBlock() throws IOException {
        CalmNetwork calm = new CalmNetwork(AUTHORITIES, new WideArea(JITTER), Config.DEFAULT);
        calm.run(RUN_MICROS);
        List<Long> times = calm.finals.stream()
                .map(each -> (each.finalMicros() - each.proposedMicros()) / 1_000)
                .sorted()
                .toList();
        long blocks = calm.finals.stream()
                .mapToLong(each -> each.block().height())
                .max()
                .orElse(0);
        double bytesPerBlock = (double) calm.world.network.sentBytes() / blocks;
        double messagesPerBlock = (double) calm.world.network.sent() / blocks;
        long vote = 2 + 1 + 16 + 32 + 1 + 64;
        long body = (long) calm.finals.stream()
                .mapToLong(each -> each.block().bodyBytes())
                .average()
                .orElse(0);
        long header = 138;
        long block = 2 + header + 4 + body + 65;
        // Everybody's two votes go to everybody, so nobody needs a certificate.
        long formula = (AUTHORITIES - 1) * (block + AUTHORITIES * 2 * vote);
        String report = String.format(
                Locale.ROOT,
                "| authorities | blocks | blocks/s | time to finality p50 / p99 / max | messages per block | bytes per block | formula |%n"
                        + "|---|---|---|---|---|---|---|%n| %d | %d | %.1f | %d / %d / %d ms | %.0f | %.0f | %d |%n",
                AUTHORITIES,
                blocks,
                blocks * 1e6 / RUN_MICROS,
                times.get(times.size() / 2),
                times.get(times.size() * 99 / 100),
                times.getLast(),
                messagesPerBlock,
                bytesPerBlock,
                formula);
        Path file = Path.of("target", "simulation", "wide-area.md");
        Files.createDirectories(file.getParent());
        Files.writeString(file, report);
        assertTrue(blocks >= 10, "blocks: " + blocks);
        assertEquals(1.0, bytesPerBlock / formula, 0.15, report);
        assertTrue(times.get(times.size() / 2) < 500, report);
    }
}
