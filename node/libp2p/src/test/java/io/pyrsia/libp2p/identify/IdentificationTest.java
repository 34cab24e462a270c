package io.pyrsia.libp2p.identify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.seam.Randomness;
import io.pyrsia.libp2p.BytesDuplex;
import io.pyrsia.libp2p.Messages;
import io.pyrsia.libp2p.PeerStore;
import io.pyrsia.libp2p.key.Identity;
import io.pyrsia.libp2p.multiformats.Multiaddr;
import io.pyrsia.libp2p.protobuf.ProtobufWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

class IdentificationTest {

    private final Identity identity = Identity.generate(Randomness.seeded(1));
    private final List<Multiaddr> addresses =
            List.of(Multiaddr.of("/ip4/1.2.3.4/tcp/1"), Multiaddr.of("/ip6/::1/tcp/2"));

    @Test
    void readsWhatItWrites() throws Exception {
        Identification said = new Identification(
                Optional.of(identity.key()),
                addresses,
                Set.of("/a", "/b"),
                Optional.of(addresses.getFirst()),
                "test",
                Optional.of(PeerRecord.seal(identity, 7, addresses)));
        BytesDuplex out = new BytesDuplex(Bytes.EMPTY);
        said.write(out);
        Identification read = Identification.read(new BytesDuplex(out.heard()));
        assertEquals(said, read);
        assertEquals(
                new PeerRecord(identity.id(), 7, addresses),
                PeerRecord.open(read.signedRecord().orElseThrow()));
    }

    @Test
    void writesNoMoreThanOthersRead() throws Exception {
        List<Multiaddr> many = IntStream.range(0, 500)
                .mapToObj(i -> Multiaddr.of("/ip6/2001:db8::" + Integer.toHexString(i) + "/tcp/4001"))
                .toList();
        BytesDuplex out = new BytesDuplex(Bytes.EMPTY);
        new Identification(Optional.of(identity.key()), many, Set.of("/a"), Optional.empty(), "", Optional.empty())
                .write(out);
        assertTrue(out.heard().size() <= 4_096 + 2);
        Identification read = Identification.read(new BytesDuplex(out.heard()));
        assertEquals(many.subList(0, PeerStore.MAX_ADDRESSES), read.addresses());
    }

    @Test
    void thousandsOfAddressesAreCut() throws Exception {
        ProtobufWriter message = new ProtobufWriter();
        for (int i = 0; i < 400; i++) {
            message.bytes(2, Multiaddr.of("/ip4/1.2.3.4/tcp/" + i).toBytes());
            message.text(3, "/p" + i);
        }
        ProtobufWriter first = new ProtobufWriter();
        for (int i = 0; i < 400; i++) {
            first.bytes(2, Multiaddr.of("/ip4/1.2.3.4/tcp/" + i).toBytes());
        }
        BytesDuplex out = new BytesDuplex(Bytes.EMPTY);
        Messages.write(out, first.toBytes());
        assertEquals(
                PeerStore.MAX_ADDRESSES,
                Identification.read(new BytesDuplex(out.heard())).addresses().size());
        BytesDuplex over = new BytesDuplex(Bytes.EMPTY);
        Messages.write(over, message.toBytes()); // more fields than there may be
        assertThrows(Malformed.class, () -> Identification.read(new BytesDuplex(over.heard())));
    }

    @Test
    void readsSeveralMessagesAsOneButNotEndlessly() throws Exception {
        BytesDuplex out = new BytesDuplex(Bytes.EMPTY);
        for (int i = 0; i < 9; i++) {
            Messages.write(out, new ProtobufWriter().text(3, "/p" + i).toBytes());
        }
        assertEquals(
                9, Identification.read(new BytesDuplex(out.heard())).protocols().size());
        Messages.write(out, Bytes.EMPTY);
        assertThrows(Malformed.class, () -> Identification.read(new BytesDuplex(out.heard())));
    }

    @Test
    void unknownAddressesAreLeftOut() throws Exception {
        BytesDuplex out = new BytesDuplex(Bytes.EMPTY);
        Messages.write(
                out,
                new ProtobufWriter()
                        .bytes(2, Bytes.of(0x7f, 1, 2, 3))
                        .bytes(2, addresses.getFirst().toBytes())
                        .toBytes());
        assertEquals(
                List.of(addresses.getFirst()),
                Identification.read(new BytesDuplex(out.heard())).addresses());
    }

    @Test
    void aRecordThatAnotherSignedIsRefused() {
        Identity other = Identity.generate(Randomness.seeded(2));
        Bytes record = new ProtobufWriter()
                .bytes(1, identity.id().multihash())
                .number(2, 1)
                .toBytes();
        Bytes forged = SignedEnvelope.seal(other, "libp2p-peer-record", Bytes.of(3, 1), record);
        assertThrows(Malformed.class, () -> PeerRecord.open(forged));
        Bytes elsewhere = SignedEnvelope.seal(identity, "another-domain", Bytes.of(3, 1), record);
        assertThrows(Malformed.class, () -> PeerRecord.open(elsewhere));
        Bytes anotherType = SignedEnvelope.seal(identity, "libp2p-peer-record", Bytes.of(3, 2), record);
        assertThrows(Malformed.class, () -> PeerRecord.open(anotherType));
    }

    @Test
    void readsTheLegacyRecord() throws Malformed {
        Bytes record = new ProtobufWriter()
                .bytes(1, identity.id().multihash())
                .number(2, 3)
                .toBytes();
        Bytes type = Bytes.wrap("/libp2p/routing-state-record".getBytes(StandardCharsets.UTF_8));
        Bytes sealed = SignedEnvelope.seal(identity, "libp2p-routing-state", type, record);
        assertEquals(3, PeerRecord.open(sealed).sequence());
    }
}
