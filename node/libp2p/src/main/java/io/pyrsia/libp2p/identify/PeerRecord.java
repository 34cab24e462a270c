package io.pyrsia.libp2p.identify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pyrsia.base.Malformed;
import io.pyrsia.libp2p.key.Identity;
import io.pyrsia.libp2p.multiformats.Multiaddr;
import io.pyrsia.libp2p.multiformats.PeerId;
import io.pyrsia.libp2p.protobuf.ProtobufReader;
import io.pyrsia.libp2p.protobuf.ProtobufWriter;
import java.util.ArrayList;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/// The addresses that a peer signed for itself; of two records the one with the higher sequence number counts.
public record PeerRecord(PeerId peer, long sequence, List<Multiaddr> addresses) {

    private static final int MAX_FIELDS = 128;
    private static final int MAX_ADDRESSES = 64;

    private static final String DOMAIN = "libp2p-peer-record";
    private static final Bytes TYPE = Bytes.of(0x03, 0x01);
    /// What rust-libp2p writes where it is not told otherwise.
    private static final String LEGACY_DOMAIN = "libp2p-routing-state";

    private static final Bytes LEGACY_TYPE = Bytes.wrap("/libp2p/routing-state-record".getBytes(UTF_8));

    public PeerRecord {
        addresses = List.copyOf(addresses);
    }

    /// The record in an envelope that `identity` signs.
    public static Bytes seal(Identity identity, long sequence, List<Multiaddr> addresses) {
        ProtobufWriter record =
                new ProtobufWriter().bytes(1, identity.id().multihash()).number(2, sequence);
        addresses.forEach(address -> record.message(3, new ProtobufWriter().bytes(1, address.toBytes())));
        return SignedEnvelope.seal(identity, DOMAIN, TYPE, record.toBytes());
    }

    /// Reads a record and checks that the peer it is about signed it. Addresses of unknown kinds are left out.
    public static PeerRecord open(Bytes envelope) throws Malformed {
        SignedEnvelope opened = openEither(envelope);
        ProtobufReader reader = new ProtobufReader(opened.payload(), MAX_FIELDS);
        PeerId peer = PeerId.of(opened.key());
        long sequence = 0;
        List<Multiaddr> addresses = new ArrayList<>();
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> requireSame(peer, PeerId.parse(reader.bytes(PeerId.INLINE_BYTES + 2)));
                case 2 -> sequence = reader.number();
                case 3 -> readAddress(reader.message(MAX_FIELDS), addresses);
                default -> {
                    // not ours
                }
            }
        }
        return new PeerRecord(peer, sequence, addresses);
    }

    private static SignedEnvelope openEither(Bytes envelope) throws Malformed {
        SignedEnvelope opened;
        try {
            opened = SignedEnvelope.open(envelope, DOMAIN);
        } catch (Malformed e) {
            opened = SignedEnvelope.open(envelope, LEGACY_DOMAIN);
        }
        if (!opened.payloadType().equals(TYPE) && !opened.payloadType().equals(LEGACY_TYPE)) {
            throw new Malformed("an envelope that holds no peer record");
        }
        return opened;
    }

    private static void requireSame(PeerId signer, PeerId subject) throws Malformed {
        if (!signer.equals(subject)) {
            throw new Malformed("a peer record that another peer signed");
        }
    }

    private static void readAddress(ProtobufReader reader, List<Multiaddr> addresses) throws Malformed {
        while (reader.next()) {
            if (reader.field() == 1 && addresses.size() < MAX_ADDRESSES) {
                Addresses.read(reader.bytes(Multiaddr.MAX_BYTES)).ifPresent(addresses::add);
            }
        }
    }
}
