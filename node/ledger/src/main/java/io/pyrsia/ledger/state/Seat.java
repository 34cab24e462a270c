package io.pyrsia.ledger.state;

import io.pyrsia.base.NodeId;
import io.pyrsia.ledger.codec.Codec;
import io.pyrsia.ledger.codec.Fields;
import io.pyrsia.ledger.transaction.BuildOutcome;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// One rank of a drawn committee: whose it is, whether it is taken, and what its builder committed to and revealed.
public record Seat(
        NodeId node,
        boolean isTrusted,
        Status status,
        @Nullable Bytes commitment,
        @Nullable BuildOutcome outcome) {

    /// Whether a rank builds.
    public enum Status {
        /// It builds when somebody before it keeps silent.
        RESERVE,
        /// It is asked to build.
        SEATED,
        /// It is asked whether it is at it, and has not answered yet.
        ASKED,
        /// It did not answer that, or did not commit in time.
        SILENT
    }

    private static final List<Status> STATUSES = List.of(Status.RESERVE, Status.SEATED, Status.SILENT, Status.ASKED);

    static final Codec<Seat> CODEC = Fields.codec(
            (seat, out) -> {
                Fields.writeNode(seat.node, out);
                Fields.writeFlag(seat.isTrusted, out);
                Fields.writeConstant(seat.status, STATUSES, out);
                Fields.writeOptional(seat.commitment, Fields.HASH, out);
                Fields.writeOptional(seat.outcome, BuildOutcome.CODEC, out);
            },
            in -> new Seat(
                    Fields.readNode(in),
                    Fields.readFlag(in),
                    Fields.readConstant(STATUSES, in),
                    Fields.readOptional(Fields.HASH, in),
                    Fields.readOptional(BuildOutcome.CODEC, in)));

    public static Seat of(NodeId node, boolean isTrusted, Status status) {
        return new Seat(node, isTrusted, status, null, null);
    }

    public Seat with(Status newStatus) {
        return new Seat(node, isTrusted, newStatus, commitment, outcome);
    }

    public Seat committed(Bytes hash) {
        return new Seat(node, isTrusted, Status.SEATED, hash, outcome);
    }

    public Seat revealed(BuildOutcome answer) {
        return new Seat(node, isTrusted, status, commitment, answer);
    }

    public boolean isSeated() {
        return status == Status.SEATED || status == Status.ASKED;
    }

    /// Whether it sits and its commitment is there.
    public boolean hasCommitted() {
        return isSeated() && commitment != null;
    }

    /// Whether it sits and its commitment is not there yet.
    public boolean isAwaited() {
        return isSeated() && commitment == null;
    }
}
