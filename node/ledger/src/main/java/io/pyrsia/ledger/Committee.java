package io.pyrsia.ledger;

import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Digest;
import io.pyrsia.base.NodeId;
import io.pyrsia.ledger.map.MerkleMap;
import io.pyrsia.ledger.state.Seat;
import io.pyrsia.ledger.trust.Trust;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.tuweni.bytes.Bytes;

/// Draws ranks from the builders: a shuffle by a random number that nobody chose.
///
/// Seats for as many trusted nodes as a verified build needs go to the first such ranks, the others to the first ranks
/// of all. What a rank's number is taken modulo is below 2^31, so its bias is below 2^-32.
final class Committee {

    private final MerkleMap<Long> builders;
    private final long nowMs;
    private final List<NodeId> excluded;
    private final Bytes random;

    /// The shuffle's swaps so far: the place, and what stands there instead of itself.
    private final TreeMap<Integer, Integer> moved = new TreeMap<>();

    private Committee(MerkleMap<Long> builders, long nowMs, List<NodeId> excluded, Bytes random) {
        this.builders = builders;
        this.nowMs = nowMs;
        this.excluded = excluded;
        this.random = random;
    }

    static List<Seat> draw(
            MerkleMap<Long> builders, long nowMs, List<NodeId> excluded, Bytes random, CommitteeSize size) {
        return new Committee(builders, nowMs, excluded, random).draw(size);
    }

    private List<Seat> draw(CommitteeSize size) {
        int trustedSeats = Math.min(Trust.TRUSTED_FOR_VERIFIED, size.seats());
        List<Seat> trusted = new ArrayList<>();
        List<Seat> others = new ArrayList<>();
        for (int rank = 0; rank < builders.size(); rank++) {
            if (trusted.size() == trustedSeats && trusted.size() + others.size() >= size.ranks()) {
                break;
            }
            MerkleMap.Item<Long> builder = builders.at(next(rank));
            NodeId node = new NodeId(builder.key());
            if (excluded.contains(node)) {
                continue;
            }
            boolean isTrusted = builder.value() > nowMs;
            boolean takesTrustedSeat = isTrusted && trusted.size() < trustedSeats;
            (takesTrustedSeat ? trusted : others).add(Seat.of(node, isTrusted, Seat.Status.RESERVE));
        }
        List<Seat> ranks = new ArrayList<>(trusted);
        ranks.addAll(others.subList(0, Math.min(others.size(), size.ranks() - trusted.size())));
        return seated(ranks, size.seats());
    }

    /// Swaps a random later place here and says what stood there.
    private int next(int rank) {
        int remaining = builders.size() - rank;
        Bytes digest = Digest.sha256(new ByteWriter().bytes(random).u32(rank).toBytes())
                .value();
        int place = rank + (int) Long.remainderUnsigned(digest.getLong(0), remaining);
        int here = moved.getOrDefault(rank, rank);
        int there = moved.getOrDefault(place, place);
        moved.put(place, here);
        moved.remove(rank);
        return place == rank ? here : there;
    }

    private static List<Seat> seated(List<Seat> ranks, int seats) {
        List<Seat> committee = new ArrayList<>();
        for (Seat seat : ranks) {
            committee.add(committee.size() < seats ? seat.with(Seat.Status.SEATED) : seat);
        }
        return List.copyOf(committee);
    }
}
