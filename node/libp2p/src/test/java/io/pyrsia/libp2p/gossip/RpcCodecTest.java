package io.pyrsia.libp2p.gossip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.seam.Randomness;
import io.pyrsia.libp2p.key.Identity;
import io.pyrsia.libp2p.protobuf.ProtobufWriter;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

/// What is read of a bundle, and the limits at which it is not.
class RpcCodecTest {

    private static final Identity AUTHOR = Identity.generate(Randomness.seeded(1));
    private static final GossipMessage MESSAGE =
            GossipMessage.sign(AUTHOR, 7, "topic", Bytes.wrap("data".getBytes(UTF_8)));
    private static final MessageId ID = MESSAGE.id();

    @Test
    void readsWhatItWrites() throws Malformed {
        Rpc rpc = new Rpc(
                List.of(new Rpc.Subscription(true, "a"), new Rpc.Subscription(false, "b")),
                List.of(new Rpc.Publication.Signed(MESSAGE)),
                List.of(
                        new Rpc.Control.IHave("a", List.of(ID)),
                        new Rpc.Control.IWant(List.of(ID)),
                        new Rpc.Control.Graft("a"),
                        new Rpc.Control.Prune("a", 60),
                        new Rpc.Control.IDontWant(List.of(ID))));
        assertEquals(rpc, RpcCodec.decode(rpc.encode()));
    }

    @Test
    void aSignatureCoversAuthorNumberTopicAndData() {
        assertTrue(MESSAGE.authentic());
        Bytes other = Bytes.of(1);
        assertFalse(
                new GossipMessage(AUTHOR.id(), MESSAGE.number(), "topic", other, MESSAGE.signature(), Optional.empty())
                        .authentic());
        assertFalse(new GossipMessage(
                        AUTHOR.id(), MESSAGE.number(), "other", MESSAGE.data(), MESSAGE.signature(), Optional.empty())
                .authentic());
        assertFalse(
                new GossipMessage(AUTHOR.id(), other, "topic", MESSAGE.data(), MESSAGE.signature(), Optional.empty())
                        .authentic());
        Identity stranger = Identity.generate(Randomness.seeded(2));
        assertFalse(new GossipMessage(
                        stranger.id(), MESSAGE.number(), "topic", MESSAGE.data(), MESSAGE.signature(), Optional.empty())
                .authentic());
    }

    @Test
    void aKeyThatIsNotTheAuthorsIsRefused() {
        Identity stranger = Identity.generate(Randomness.seeded(2));
        GossipMessage forged = GossipMessage.sign(stranger, 7, "topic", MESSAGE.data());
        assertFalse(new GossipMessage(
                        AUTHOR.id(),
                        forged.number(),
                        "topic",
                        forged.data(),
                        forged.signature(),
                        Optional.of(stranger.key().encoded()))
                .authentic());
    }

    @Test
    void anUnsignedMessageIsUnacceptableAndTheOthersAreRead() throws Malformed {
        ProtobufWriter unsigned = new ProtobufWriter()
                .bytes(1, AUTHOR.id().multihash())
                .bytes(2, Bytes.of(1))
                .bytes(3, Bytes.of(1))
                .text(4, "topic");
        ProtobufWriter rpc = new ProtobufWriter().message(2, unsigned).message(2, MESSAGE.encode());
        List<Rpc.Publication> read = RpcCodec.decode(rpc.toBytes()).messages();
        assertInstanceOf(Rpc.Publication.Unacceptable.class, read.getFirst());
        assertEquals(new Rpc.Publication.Signed(MESSAGE), read.getLast());
    }

    @Test
    void aBundleOverOneMebibyteIsRefused() {
        Bytes large = new ProtobufWriter()
                .bytes(100, Bytes.wrap(new byte[GossipLimits.MAX_RPC_BYTES]))
                .toBytes();
        assertThrows(Malformed.class, () -> RpcCodec.decode(large));
    }

    @Test
    void moreThanAHundredSubscriptionsAreRefused() throws Malformed {
        Rpc.Subscription one = new Rpc.Subscription(true, "t");
        int limit = GossipLimits.MAX_SUBSCRIPTIONS_IN_RPC;
        assertEquals(100, limit);
        assertEquals(limit, subscriptions(one, limit).size());
        assertThrows(Malformed.class, () -> subscriptions(one, limit + 1));
    }

    @Test
    void moreControlMessagesThanTheLimitAreRefused() {
        Rpc rpc = new Rpc(
                List.of(),
                List.of(),
                Collections.nCopies(GossipLimits.MAX_CONTROL_IN_RPC + 1, new Rpc.Control.Graft("t")));
        assertThrows(Malformed.class, () -> RpcCodec.decode(rpc.encode()));
    }

    @Test
    void controlInSeveralPartsCountsTogether() {
        ProtobufWriter rpc = new ProtobufWriter();
        ProtobufWriter part = new ProtobufWriter();
        for (int i = 0; i < GossipLimits.MAX_CONTROL_IN_RPC / 2 + 1; i++) {
            part.message(3, new ProtobufWriter().text(1, "t"));
        }
        rpc.message(3, part).message(3, part);
        assertThrows(Malformed.class, () -> RpcCodec.decode(rpc.toBytes()));
    }

    @Test
    void idsBeyondTheLimitArePassedOver() throws Malformed {
        Rpc.Control.IWant many = new Rpc.Control.IWant(
                Collections.nCopies(GossipLimits.MAX_IDS_IN_LIST + 50, new MessageId(Bytes.of(1))));
        Rpc.Control read = RpcCodec.decode(Rpc.of(many).encode()).control().getFirst();
        assertEquals(
                GossipLimits.MAX_IDS_IN_LIST,
                assertInstanceOf(Rpc.Control.IWant.class, read).ids().size());
    }

    @Test
    void aBackoffOfMoreThanAnHourIsAnHour() throws Malformed {
        for (long said : List.of(3_601L, Long.MAX_VALUE, -1L)) {
            ProtobufWriter prune = new ProtobufWriter().text(1, "t").number(3, said);
            Bytes rpc = new ProtobufWriter()
                    .message(3, new ProtobufWriter().message(4, prune))
                    .toBytes();
            assertEquals(
                    List.of(new Rpc.Control.Prune("t", 3_600)),
                    RpcCodec.decode(rpc).control(),
                    "said " + said);
        }
    }

    @Property(tries = 2_000)
    void anyBytesAreReadOrRefused(@ForAll @Size(max = 300) byte[] bytes) {
        try {
            RpcCodec.decode(Bytes.wrap(bytes));
        } catch (Malformed e) {
            assertFalse(e.reason().isEmpty());
        }
    }

    @Property(tries = 1_000)
    void aDamagedBundleIsReadOrRefusedAndNeverAuthentic(@ForAll int at, @ForAll byte flip) {
        byte[] bytes = Rpc.of(MESSAGE).encode().toArray();
        int position = Math.floorMod(at, bytes.length);
        bytes[position] ^= flip;
        try {
            for (Rpc.Publication publication :
                    RpcCodec.decode(Bytes.wrap(bytes)).messages()) {
                if (publication instanceof Rpc.Publication.Signed signed
                        && signed.message().authentic()) {
                    assertEquals(MESSAGE, signed.message());
                }
            }
        } catch (Malformed e) {
            assertFalse(e.reason().isEmpty());
        }
    }

    private static List<Rpc.Subscription> subscriptions(Rpc.Subscription one, int count) throws Malformed {
        return RpcCodec.decode(Rpc.of(Collections.nCopies(count, one)).encode()).subscriptions();
    }
}
