package io.pyrsia.libp2p.kad;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Malformed;
import io.pyrsia.libp2p.multiformats.Multiaddr;
import io.pyrsia.libp2p.multiformats.PeerId;
import io.pyrsia.libp2p.protobuf.ProtobufWriter;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

class KadMessageTest {

    private static final Bytes KEY = Bytes.of(1, 2, 3);
    private static final List<PeerId> IDS = Peers.ids(8, 2 * KadConfig.BUCKET_SIZE);

    @Test
    void readsWhatItWrites() throws Malformed {
        KadMessage message = KadMessage.of(KadMessage.Type.GET_PROVIDERS, KEY)
                .withRecord(new KadRecord(KEY, Bytes.of(4)))
                .withCloser(List.of(Peers.at(IDS.getFirst(), "/ip4/192.0.2.1/tcp/4001")))
                .withProviders(List.of(new KadPeer(IDS.get(1), List.of())));
        assertEquals(message, KadMessage.decode(message.encode()));
    }

    @Test
    void theFullestAnswerIsBelowTheLimit() {
        List<Multiaddr> longest = Collections.nCopies(KadPeer.MAX_ADDRESSES, Multiaddr.of("/dns4/" + "a".repeat(115)));
        List<KadPeer> peers = IDS.stream()
                .map(id -> new KadPeer(id, longest))
                .limit(KadConfig.BUCKET_SIZE)
                .toList();
        assertEquals(KadPeer.MAX_ADDRESSES, peers.getFirst().addresses().size());
        KadMessage answer = KadMessage.of(KadMessage.Type.GET_PROVIDERS, Bytes.wrap(new byte[KadRecord.MAX_KEY_BYTES]))
                .withRecord(new KadRecord(KEY, Bytes.wrap(new byte[KadRecord.MAX_VALUE_BYTES])))
                .withCloser(peers)
                .withProviders(peers);
        int size = answer.encode().size();
        assertTrue(size <= KadMessage.MAX_BYTES, size + " bytes");
    }

    @Test
    void listsAreCutAtTheirLimits() throws Malformed {
        ProtobufWriter message = new ProtobufWriter().number(1, 4);
        for (int i = 0; i < KadMessage.MAX_PEERS + 20; i++) {
            ProtobufWriter peer = new ProtobufWriter().bytes(1, IDS.getFirst().multihash());
            IntStream.range(0, 50)
                    .forEach(n -> peer.bytes(
                            2, Multiaddr.of("/ip4/192.0.2.1/tcp/" + (n + 1)).toBytes()));
            message.message(8, peer);
        }
        KadMessage read = KadMessage.decode(message.toBytes());
        assertEquals(KadMessage.MAX_PEERS, read.closer().size());
        assertEquals(KadPeer.MAX_ADDRESSES, read.closer().getFirst().addresses().size());
    }

    @Test
    void aMessageOfEndlessFieldsIsRefused() {
        ProtobufWriter message = new ProtobufWriter();
        IntStream.range(0, 10_000).forEach(i -> message.number(100, i));
        assertThrows(Malformed.class, () -> KadMessage.decode(message.toBytes()));
    }

    @Test
    void unknownPeersAndAddressesArePassedOver() throws Malformed {
        ProtobufWriter message = new ProtobufWriter()
                .number(1, 4)
                .message(8, new ProtobufWriter().bytes(1, Bytes.of(9, 9)))
                .message(
                        8,
                        new ProtobufWriter()
                                .bytes(1, IDS.getFirst().multihash())
                                .bytes(2, Bytes.fromHexString("0xffffffffffff")));
        assertEquals(
                List.of(new KadPeer(IDS.getFirst(), List.of())),
                KadMessage.decode(message.toBytes()).closer());
    }

    @Test
    void anUnknownTypeIsRefused() {
        assertThrows(
                Malformed.class,
                () -> KadMessage.decode(new ProtobufWriter().number(1, 6).toBytes()));
    }

    @Property(tries = 2_000)
    void anyBytesAreReadOrRefused(@ForAll @Size(max = 300) byte[] bytes) {
        try {
            KadMessage message = KadMessage.decode(Bytes.wrap(bytes));
            assertEquals(message, KadMessage.decode(message.encode()));
        } catch (Malformed e) {
            assertTrue(!e.reason().isEmpty());
        }
    }
}
