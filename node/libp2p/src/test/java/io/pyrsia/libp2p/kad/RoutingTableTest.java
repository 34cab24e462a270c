package io.pyrsia.libp2p.kad;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.libp2p.multiformats.PeerId;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoutingTableTest {

    private static final int BUCKET = 20;

    private final List<PeerId> ids = Peers.ids(1, 400);
    private final PeerId self = ids.getFirst();
    private final RoutingTable table = new RoutingTable(self, BUCKET);

    @Test
    void returnsTheClosestByXor() {
        List<PeerId> few = ids.subList(1, 30);
        few.forEach(id -> table.offer(Peers.at(id, "/ip4/127.0.0.1/tcp/1"), 0));
        KadKey target = KadKey.of(ids.get(300));
        List<PeerId> expected =
                few.stream().sorted(target.byDistance()).limit(7).toList();
        assertEquals(
                expected, table.closest(target, 7).stream().map(KadPeer::id).toList());
    }

    @Test
    void aBucketHoldsNoMoreThanItsSize() {
        for (PeerId id : ids) {
            table.offer(Peers.at(id, "/ip4/10.0.0.1/tcp/1"), 0);
        }
        for (int prefix = 0; prefix < 4; prefix++) {
            int wanted = prefix;
            long inBucket = table.closest(KadKey.of(self), Integer.MAX_VALUE).stream()
                    .filter(peer -> KadKey.of(self).commonPrefix(KadKey.of(peer.id())) == wanted)
                    .count();
            assertEquals(BUCKET, inBucket, "prefix " + prefix);
        }
    }

    @Test
    void refusesItself() {
        assertEquals(RoutingTable.Offer.SELF, table.offer(Peers.at(self, "/ip4/127.0.0.1/tcp/1"), 0));
    }

    @Test
    void anOldPeerStaysUnlessItIsStale() {
        List<PeerId> far = ids.stream()
                .filter(id -> KadKey.of(self).commonPrefix(KadKey.of(id)) == 0)
                .toList();
        far.subList(0, BUCKET).forEach(id -> table.offer(Peers.at(id, "/ip4/127.0.0.1/tcp/1"), 0));
        KadPeer late = Peers.at(far.get(BUCKET), "/ip4/127.0.0.1/tcp/1");
        assertEquals(RoutingTable.Offer.BUCKET_FULL, table.offer(late, RoutingTable.STALE.toNanos() - 1));
        assertEquals(RoutingTable.Offer.ADDED, table.offer(late, RoutingTable.STALE.toNanos()));
        assertEquals(BUCKET, table.size());
    }

    @Test
    void oneNetworkGetsFewPlaces() {
        int added = 0;
        for (int i = 1; i < 200; i++) {
            KadPeer peer = Peers.at(ids.get(i), "/ip4/198.51." + i + ".7/tcp/4001");
            if (table.offer(peer, 0) == RoutingTable.Offer.ADDED) {
                added++;
            }
        }
        assertEquals(RoutingTable.MAX_GROUP_IN_TABLE, added);
    }

    @Test
    void oneNetworkGetsFewerPlacesInABucket() {
        List<PeerId> far = ids.stream()
                .filter(id -> KadKey.of(self).commonPrefix(KadKey.of(id)) == 0)
                .toList();
        for (int i = 0; i < 10; i++) {
            table.offer(Peers.at(far.get(i), "/ip6/2001:db8:" + i + "::1/tcp/4001"), 0);
        }
        assertEquals(RoutingTable.MAX_GROUP_IN_BUCKET, table.size());
    }

    @Test
    void aPeerCannotMoveIntoAFullNetwork() {
        for (int i = 1; i < 100; i++) {
            table.offer(Peers.at(ids.get(i), "/ip4/198.51." + i + ".7/tcp/4001"), 0);
        }
        PeerId mover = ids.get(200);
        table.offer(Peers.at(mover, "/ip4/203.0.113.9/tcp/4001"), 0);
        table.offer(Peers.at(mover, "/ip4/198.51.100.9/tcp/4001"), 0);
        assertTrue(table.closest(KadKey.of(mover), 1)
                .getFirst()
                .addresses()
                .toString()
                .contains("203.0.113.9"));
    }

    @Test
    void aLocalNetworkHasNoGroups() {
        for (int i = 1; i < 100; i++) {
            table.offer(Peers.at(ids.get(i), "/ip4/192.168.1." + i + "/tcp/4001"), 0);
        }
        assertTrue(table.size() > 20, "only " + table.size());
    }
}
