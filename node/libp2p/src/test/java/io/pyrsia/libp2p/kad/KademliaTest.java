package io.pyrsia.libp2p.kad;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.seam.ManualClock;
import io.pyrsia.base.seam.Randomness;
import io.pyrsia.libp2p.Connection;
import io.pyrsia.libp2p.Host;
import io.pyrsia.libp2p.Messages;
import io.pyrsia.libp2p.Stream;
import io.pyrsia.libp2p.key.Identity;
import io.pyrsia.libp2p.memory.MemoryNetwork;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Real hosts in memory that know each other in a chain: each met only the next.
@Timeout(180)
class KademliaTest {

    private static final int NODES = 24;
    private static final Bytes KEY = Bytes.wrap("key".getBytes(UTF_8));

    private final MemoryNetwork network = new MemoryNetwork();
    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final List<Host> hosts = new ArrayList<>();
    private final List<Kademlia> nodes = new ArrayList<>();

    @BeforeEach
    void startChain() throws IOException {
        for (int i = 0; i < NODES; i++) {
            start(KadConfig.standard());
            if (i > 0) {
                meet(i, i - 1);
            }
        }
    }

    @AfterEach
    void closeAll() {
        nodes.forEach(Kademlia::close);
        hosts.forEach(Host::close);
    }

    @Test
    void findsAPeerAtTheOtherEnd() throws Exception {
        Optional<KadPeer> found =
                nodes.getFirst().findPeer(hosts.getLast().identity().id());
        assertEquals(Optional.of(hosts.getLast().addresses()), found.map(KadPeer::addresses));
    }

    @Test
    void findsNobodyWhereNobodyIs() throws Exception {
        assertEquals(
                Optional.empty(), nodes.getFirst().findPeer(Peers.ids(99, 1).getFirst()));
    }

    @Test
    void whatOneProvidesAnotherFinds() throws Exception {
        int told = nodes.getFirst().provide(KEY);
        assertTrue(told >= KadConfig.BUCKET_SIZE - 1, "told " + told);
        KadPeer provider = nodes.getLast().findProviders(KEY, 1).getFirst();
        assertEquals(hosts.getFirst().identity().id(), provider.id());
        assertEquals(hosts.getFirst().addresses(), provider.addresses());
    }

    @Test
    void whatOnePutsAnotherGets() throws Exception {
        KadRecord record = record("value");
        int kept = nodes.getFirst().put(record);
        assertTrue(kept >= KadConfig.BUCKET_SIZE - 1, "kept by " + kept);
        assertEquals(Optional.of(record), nodes.getLast().get(KEY));
    }

    @Test
    void theBetterRecordWins() throws Exception {
        nodes.getFirst().put(record("a longer value"));
        nodes.getLast().put(record("short"));
        assertEquals(Optional.of(record("a longer value")), nodes.get(NODES / 2).get(KEY));
    }

    @Test
    void aRecordThatIsNotValidGoesNowhere() {
        assertThrows(IllegalArgumentException.class, () -> nodes.getFirst().put(record("invalid")));
    }

    @Test
    void aClientAsksButIsInNobodysTable() throws Exception {
        nodes.getFirst().put(record("value"));
        int client = start(KadConfig.standard().client());
        int before = nodes.getFirst().knownPeers();
        meet(client, 0);
        assertEquals(Optional.of(record("value")), nodes.get(client).get(KEY));
        assertEquals(before, nodes.getFirst().knownPeers());
        List<KadPeer> closest =
                nodes.getLast().closestPeers(hosts.get(client).identity().id().multihash());
        assertTrue(closest.stream()
                .noneMatch(peer -> peer.id().equals(hosts.get(client).identity().id())));
    }

    @Test
    void aPeerThatLeftIsForgotten() throws Exception {
        for (Host host : hosts) {
            nodes.getFirst().closestPeers(host.identity().id().multihash());
        }
        int known = nodes.getFirst().knownPeers();
        hosts.get(1).close();
        nodes.getFirst().closestPeers(hosts.get(1).identity().id().multihash());
        assertEquals(known - 1, nodes.getFirst().knownPeers());
    }

    @Test
    void itsOwnThingsAreToldAgainBeforeOthersForget() throws Exception {
        nodes.getFirst().provide(KEY);
        nodes.getFirst().put(record("value"));
        KadMaintenance maintenance = nodes.getFirst().maintenance();
        assertEquals(0, maintenance.run());
        clock.advance(KadMaintenance.REPEAT);
        assertEquals(2, maintenance.run());
        assertEquals(0, maintenance.run());
        nodes.getFirst().withdraw(KEY);
        clock.advance(KadMaintenance.REPEAT);
        assertEquals(1, maintenance.run());
    }

    @Test
    void anOversizeRequestEndsItsStreamAndNothingElse() throws Exception {
        Connection connection = hosts.get(1).connect(hosts.getFirst().identity().id(), List.of());
        Stream stream = connection.open(List.of(KadConfig.PYRSIA));
        byte[] header = new ByteWriter().varint(KadMessage.MAX_BYTES + 1).toByteArray();
        stream.write(header, 0, header.length);
        assertThrows(IOException.class, () -> Messages.read(stream, 1));
        assertTrue(connection.open());
        assertTrue(nodes.get(1).provide(KEY) > 0);
    }

    @Test
    void nobodyAnnouncesSomebodyElse() throws Exception {
        KadPeer victim = new KadPeer(hosts.get(5).identity().id(), hosts.get(5).addresses());
        KadMessage lie = KadMessage.of(KadMessage.Type.ADD_PROVIDER, KEY).withProviders(List.of(victim));
        KadPeer first =
                new KadPeer(hosts.getFirst().identity().id(), hosts.getFirst().addresses());
        assertTrue(new KadClient(hosts.get(1), KadConfig.standard()).tell(first, lie));
        assertEquals(List.of(), nodes.getLast().findProviders(KEY, 1));
    }

    private int start(KadConfig config) {
        int index = nodes.size();
        Host host = network.host(Identity.generate(Randomness.seeded(1_000 + index)));
        Kademlia node = new Kademlia(host, config, new StoresTest.LongerIsBetter(), clock, Randomness.seeded(index));
        node.start();
        hosts.add(host);
        nodes.add(node);
        return index;
    }

    private void meet(int one, int other) throws IOException {
        hosts.get(one)
                .connect(hosts.get(other).identity().id(), hosts.get(other).addresses());
    }

    private static KadRecord record(String value) {
        return new KadRecord(KEY, Bytes.wrap(value.getBytes(UTF_8)));
    }
}
