package io.pyrsia.ledger.state;

import io.pyrsia.base.ByteReader;
import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.NodeId;
import io.pyrsia.ledger.codec.Codec;
import io.pyrsia.ledger.codec.Fields;
import io.pyrsia.ledger.vrf.Ecvrf;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/// Where an open build request stands. Each phase says what ends it; a closed request is a [Closed].
public sealed interface Phase {

    Codec<Phase> CODEC = Fields.codec(Phase::write, Phase::read);

    /// More ranks than any committee has with its reserve.
    int MAX_SEATS = 64;

    /// Waits for the next block, whose digest nobody knew when the request came. Then: Drawing.
    record AwaitingSeed() implements Phase {}

    /// Waits for random shares of authorities. Then: Building; or at the deadline, closed.
    record Drawing(Bytes seed, long sinceMs, long deadlineMs, List<Share> shares) implements Phase {

        public Drawing {
            shares = List.copyOf(shares);
        }
    }

    /// Waits for every seat's commitment. Then, or at the deadline with a quorum: Revealing. At the deadline with less:
    /// Building with the next ranks, or when there are none, Revealing with what there is. A quorum brings
    /// the deadline nearer.
    ///
    /// @param callMs when seats are asked whether they are at it, or when that has to be answered
    record Building(int quorum, List<Seat> seats, long deadlineMs, long callMs) implements Phase {

        public Building {
            seats = List.copyOf(seats);
        }
    }

    /// Waits for every committed answer. Then, or at the deadline: a verdict, which closes the request or opens the
    /// next round with AwaitingSeed.
    record Revealing(int quorum, List<Seat> seats, long deadlineMs) implements Phase {

        public Revealing {
            seats = List.copyOf(seats);
        }
    }

    /// One authority's verified random output.
    record Share(NodeId node, Bytes output) {

        private static final Codec<Share> CODEC = Fields.codec(
                (share, out) -> {
                    Fields.writeNode(share.node, out);
                    out.bytes(share.output);
                },
                in -> new Share(Fields.readNode(in), Fields.bytes(in, Ecvrf.OUTPUT_BYTES)));
    }

    /// When something happens in this phase by itself; 0 is the next block.
    default long dueMs() {
        return switch (this) {
            case AwaitingSeed ignored -> 0;
            case Drawing drawing -> drawing.deadlineMs;
            case Building building -> Math.min(building.deadlineMs, building.callMs);
            case Revealing revealing -> revealing.deadlineMs;
        };
    }

    private static void write(Phase phase, ByteWriter out) {
        switch (phase) {
            case AwaitingSeed ignored -> out.u8(0);
            case Drawing drawing -> {
                out.u8(1).bytes(drawing.seed).u64(drawing.sinceMs).u64(drawing.deadlineMs);
                Fields.writeList(drawing.shares, Share.CODEC, out);
            }
            case Building building -> {
                writeSeats(2, building.quorum, building.seats, building.deadlineMs, out);
                out.u64(building.callMs);
            }
            case Revealing revealing -> writeSeats(3, revealing.quorum, revealing.seats, revealing.deadlineMs, out);
        }
    }

    private static void writeSeats(int kind, int quorum, List<Seat> seats, long deadlineMs, ByteWriter out) {
        out.u8(kind).u8(quorum);
        Fields.writeList(seats, Seat.CODEC, out);
        out.u64(deadlineMs);
    }

    private static Phase read(ByteReader in) throws Malformed {
        int kind = in.u8();
        return switch (kind) {
            case 0 -> new AwaitingSeed();
            case 1 ->
                new Drawing(
                        Fields.bytes(in, 32),
                        in.u64(),
                        in.u64(),
                        Fields.readList(Share.CODEC, Limits.MAX_AUTHORITIES, in));
            case 2 -> new Building(in.u8(), Fields.readList(Seat.CODEC, MAX_SEATS, in), in.u64(), in.u64());
            case 3 -> new Revealing(in.u8(), Fields.readList(Seat.CODEC, MAX_SEATS, in), in.u64());
            default -> throw new Malformed("phase " + kind + " is unknown");
        };
    }
}
