package io.pyrsia.libp2p.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.seam.Clock;
import io.pyrsia.base.seam.Randomness;
import io.pyrsia.libp2p.Connection;
import io.pyrsia.libp2p.Host;
import io.pyrsia.libp2p.HostObserver;
import io.pyrsia.libp2p.key.Identity;
import io.pyrsia.libp2p.memory.MemoryNetwork;
import io.pyrsia.libp2p.multiformats.Multiaddr;
import io.pyrsia.libp2p.multiformats.PeerId;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class MdnsTest {

    private static final PeerId PEER = Identity.generate(Randomness.seeded(1)).id();
    private static final Multiaddr ADDRESS =
            Multiaddr.of("/ip4/192.0.2.1/tcp/4001").withPeer(PEER);
    private static final String NAME = "abcdefghijklmnopqrstuvwxyzabcdefghijklmn";

    @Test
    void readsWhatItWrites() throws Malformed {
        assertEquals(new MdnsPacket.Query(), MdnsPacket.read(MdnsPacket.query()));
        assertEquals(
                new MdnsPacket.Answer(List.of(ADDRESS)), MdnsPacket.read(MdnsPacket.answer(NAME, List.of(ADDRESS))));
    }

    @Test
    void theQueryIsTheOneOfTheSpecification() {
        // Header without flags and with one question: _p2p._udp.local PTR IN.
        assertEquals(
                "0000" + "0000" + "0001" + "0000" + "0000" + "0000" + "045f703270" + "045f756470" + "056c6f63616c"
                        + "00" + "000c" + "0001",
                MdnsPacket.query().toUnprefixedHexString());
    }

    @Test
    void anAddressWithoutAPeerIsPassedOver() throws Malformed {
        assertEquals(
                new MdnsPacket.Unrelated(), MdnsPacket.read(MdnsPacket.answer(NAME, List.of(ADDRESS.withoutPeer()))));
    }

    @Test
    void addressesAreBounded() throws Malformed {
        Bytes packet = MdnsPacket.answer(NAME, Collections.nCopies(100, ADDRESS));
        assertTrue(packet.size() <= MdnsPacket.MAX_BYTES);
        assertEquals(
                new MdnsPacket.Answer(Collections.nCopies(MdnsPacket.MAX_ADDRESSES, ADDRESS)), MdnsPacket.read(packet));
    }

    @Property(tries = 2_000)
    void anyBytesAreReadOrRefused(@ForAll @Size(max = 200) byte[] bytes) {
        try {
            MdnsPacket.read(Bytes.wrap(bytes));
        } catch (Malformed e) {
            assertFalse(e.reason().isEmpty());
        }
    }

    @Property(tries = 2_000)
    void aDamagedAnswerIsReadOrRefused(@ForAll int at, @ForAll byte flip) {
        byte[] bytes = MdnsPacket.answer(NAME, List.of(ADDRESS)).toArray();
        bytes[Math.floorMod(at, bytes.length)] ^= flip;
        try {
            MdnsPacket.read(Bytes.wrap(bytes));
        } catch (Malformed e) {
            assertFalse(e.reason().isEmpty());
        }
    }

    @Test
    void twoHostsOnOneNetworkFindEachOther() throws Exception {
        MemoryNetwork network = new MemoryNetwork();
        Lan lan = new Lan();
        BlockingQueue<Connection> connections = new LinkedBlockingQueue<>();
        try (Host one = network.host(Identity.generate(Randomness.seeded(2)));
                Host other = network.host(Identity.generate(Randomness.seeded(3)));
                Mdns first = new Mdns(one, lan.join(), Clock.system(), Randomness.seeded(4));
                Mdns second = new Mdns(other, lan.join(), Clock.system(), Randomness.seeded(5))) {
            one.observe(new HostObserver() {
                @Override
                public void connected(Connection connection) {
                    connections.add(connection);
                }
            });
            first.start();
            second.start();
            Connection connection = connections.poll(60, TimeUnit.SECONDS);
            assertTrue(connection != null, "they did not meet");
            assertEquals(other.identity().id(), connection.peer());
        }
    }

    /// A local network in memory: everyone gets every packet.
    private static final class Lan {
        private final List<BlockingQueue<Bytes>> members = new CopyOnWriteArrayList<>();

        MulticastGroup join() {
            BlockingQueue<Bytes> inbox = new LinkedBlockingQueue<>();
            members.add(inbox);
            return new MulticastGroup() {
                @Override
                public void send(Bytes packet) {
                    new ArrayList<>(members).forEach(member -> member.add(packet));
                }

                @Override
                public Bytes receive() throws InterruptedIOException {
                    try {
                        return inbox.take();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw (InterruptedIOException) new InterruptedIOException("closed").initCause(e);
                    }
                }

                @Override
                public void close() {
                    members.remove(inbox);
                }
            };
        }
    }
}
