package io.pyrsia.ledger.state;

import io.pyrsia.base.ByteReader;
import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Malformed;
import io.pyrsia.ledger.codec.Codec;
import io.pyrsia.ledger.codec.Fields;
import java.time.Duration;

/// How long things may take and how often they are tried: part of genesis, equal on every node.
public record Parameters(
        long drawTimeoutMs,
        long commitTimeoutMs,
        long revealTimeoutMs,
        long proposalLifetimeMs,
        long certificationMs,
        long statusKeptMs,
        int rounds,
        int attempts) {

    private static final long MAX_MS = Duration.ofDays(3_660).toMillis();
    private static final int MAX_TIMES = 15;

    public static final Parameters DEFAULT = new Parameters(
            Duration.ofSeconds(30).toMillis(),
            Duration.ofHours(1).toMillis(),
            Duration.ofMinutes(5).toMillis(),
            Duration.ofDays(7).toMillis(),
            Duration.ofDays(183).toMillis(),
            Duration.ofDays(7).toMillis(),
            3,
            3);

    static final Codec<Parameters> CODEC = Fields.codec(Parameters::write, Parameters::read);

    public Parameters {
        for (long time : new long[] {
            drawTimeoutMs, commitTimeoutMs, revealTimeoutMs, proposalLifetimeMs, certificationMs, statusKeptMs
        }) {
            if (time < 1 || time > MAX_MS) {
                throw new IllegalArgumentException("a time-out of " + time + " ms");
            }
        }
        if (rounds < 1 || rounds > MAX_TIMES || attempts < 1 || attempts > MAX_TIMES) {
            throw new IllegalArgumentException("rounds and attempts are 1 to " + MAX_TIMES);
        }
    }

    private static void write(Parameters parameters, ByteWriter out) {
        out.u64(parameters.drawTimeoutMs)
                .u64(parameters.commitTimeoutMs)
                .u64(parameters.revealTimeoutMs)
                .u64(parameters.proposalLifetimeMs)
                .u64(parameters.certificationMs)
                .u64(parameters.statusKeptMs)
                .u8(parameters.rounds)
                .u8(parameters.attempts);
    }

    private static Parameters read(ByteReader in) throws Malformed {
        try {
            return new Parameters(in.u64(), in.u64(), in.u64(), in.u64(), in.u64(), in.u64(), in.u8(), in.u8());
        } catch (IllegalArgumentException e) {
            throw new Malformed(String.valueOf(e.getMessage()));
        }
    }
}
