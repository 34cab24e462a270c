package io.pyrsia.libp2p;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.libp2p.multiformats.Multiaddr;
import io.pyrsia.libp2p.multiformats.PeerId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

/// What is remembered of peers, for how long, and what of it survives the process.
class PeerStoreTest {

    private static final Multiaddr HERE = Multiaddr.of("/ip4/192.0.2.1/tcp/1");
    private static final Multiaddr THERE = Multiaddr.of("/ip4/192.0.2.2/tcp/2");

    /// Keeps entries as a disk would, and counts what it is told.
    private static final class Kept implements PeerArchive {

        final Map<PeerId, PeerStore.Entry> entries = new LinkedHashMap<>();
        int saves;

        @Override
        public List<PeerStore.Entry> load() {
            return List.copyOf(entries.values());
        }

        @Override
        public void save(PeerStore.Entry entry) {
            entries.put(entry.peer(), entry);
            saves++;
        }

        @Override
        public void remove(PeerId peer) {
            entries.remove(peer);
        }
    }

    private final Kept archive = new Kept();
    private final PeerStore store = new PeerStore(archive);

    @Test
    void anotherProcessKnowsWhatThisOneLearned() throws Malformed {
        store.addAddresses(peer(1), List.of(HERE));
        store.setProtocols(peer(1), Set.of("/a"));
        store.addSigned(peer(2), 7, List.of(THERE));
        PeerStore later = new PeerStore(archive);
        assertEquals(List.of(HERE), later.addresses(peer(1)));
        assertEquals(Set.of("/a"), later.protocols(peer(1)));
        assertEquals(List.of(THERE), later.addresses(peer(2)));
        assertFalse(later.addSigned(peer(2), 6, List.of(HERE)), "it also knows how new the record was");
        assertEquals(Set.of(peer(1), peer(2)), Set.copyOf(later.peers()));
    }

    @Test
    void whatIsForgottenIsForgottenThereToo() throws Malformed {
        store.addAddresses(peer(1), List.of(HERE));
        store.forget(peer(1));
        assertEquals(Map.of(), archive.entries);
        assertEquals(List.of(), new PeerStore(archive).peers());
    }

    @Test
    void whatDoesNotChangeIsNotSavedAgain() throws Malformed {
        store.addAddresses(peer(1), List.of(HERE));
        int saves = archive.saves;
        store.addAddresses(peer(1), List.of(HERE));
        store.setProtocols(peer(1), Set.of());
        assertEquals(saves, archive.saves);
    }

    @Test
    void anOlderRecordThanTheNewestChangesNothing() throws Malformed {
        assertTrue(store.addSigned(peer(1), 5, List.of(HERE)));
        assertFalse(store.addSigned(peer(1), 4, List.of(THERE)));
        assertEquals(List.of(HERE), store.addresses(peer(1)));
        assertTrue(store.addSigned(peer(1), 5, List.of(HERE)));
        assertTrue(store.addSigned(peer(1), -1, List.of(THERE)), "the numbers have no sign");
        assertFalse(store.addSigned(peer(1), 6, List.of(HERE)));
        assertEquals(List.of(THERE, HERE), store.addresses(peer(1)));
    }

    @Test
    void ofThousandsOfAddressesTheNewestStay() throws Malformed {
        List<Multiaddr> many = IntStream.range(0, 5_000)
                .mapToObj(i -> Multiaddr.of("/ip4/192.0.2.9/tcp/" + (1 + i)))
                .toList();
        store.addAddresses(peer(1), many);
        assertEquals(many.subList(0, PeerStore.MAX_ADDRESSES), store.addresses(peer(1)));
        store.addAddresses(peer(1), List.of(HERE));
        assertEquals(PeerStore.MAX_ADDRESSES, store.addresses(peer(1)).size());
        assertEquals(HERE, store.addresses(peer(1)).getFirst());
        store.setProtocols(
                peer(1), IntStream.range(0, 5_000).mapToObj(i -> "/p" + i).toList());
        assertEquals(PeerStore.MAX_PROTOCOLS, store.protocols(peer(1)).size());
    }

    @Test
    void thePeerThatWasUsedTheLongestAgoMakesRoom() throws Malformed {
        for (int i = 0; i < PeerStore.MAX_PEERS; i++) {
            store.addAddresses(peer(i), List.of(HERE));
        }
        store.addresses(peer(0));
        store.addAddresses(peer(PeerStore.MAX_PEERS), List.of(HERE));
        assertEquals(PeerStore.MAX_PEERS, store.peers().size());
        assertEquals(List.of(HERE), store.addresses(peer(0)));
        assertEquals(List.of(), store.addresses(peer(1)));
        assertFalse(archive.entries.containsKey(peer(1)));
    }

    @Test
    void anArchiveWithTooMuchIsReadInPart() throws Malformed {
        for (int i = 0; i < PeerStore.MAX_PEERS + 10; i++) {
            archive.save(new PeerStore.Entry(peer(i), List.of(HERE), Set.of(), 0));
        }
        assertEquals(PeerStore.MAX_PEERS, new PeerStore(archive).peers().size());
    }

    private static PeerId peer(int number) throws Malformed {
        return PeerId.parse(new ByteWriter()
                .varint(0x12)
                .bytesVarint(Digest.sha256(Bytes.ofUnsignedInt(number)).value())
                .toBytes());
    }
}
