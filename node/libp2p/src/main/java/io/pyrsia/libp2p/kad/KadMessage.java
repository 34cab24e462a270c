package io.pyrsia.libp2p.kad;

import io.pyrsia.base.Malformed;
import io.pyrsia.libp2p.multiformats.Multiaddr;
import io.pyrsia.libp2p.multiformats.PeerId;
import io.pyrsia.libp2p.protobuf.ProtobufReader;
import io.pyrsia.libp2p.protobuf.ProtobufWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;

/// A request or an answer of the protocol; an answer repeats the type of its request.
record KadMessage(Type type, Bytes key, Optional<KadRecord> record, List<KadPeer> closer, List<KadPeer> providers) {

    /// What is asked, by its number on the wire.
    enum Type {
        PUT_VALUE(0),
        GET_VALUE(1),
        ADD_PROVIDER(2),
        GET_PROVIDERS(3),
        FIND_NODE(4),
        PING(5);

        private final int number;

        Type(int number) {
            this.number = number;
        }

        static Type of(long number) throws Malformed {
            for (Type type : values()) {
                if (type.number == number) {
                    return type;
                }
            }
            throw new Malformed("message type " + number + " is unknown");
        }
    }

    /// The longest message that is read.
    static final int MAX_BYTES = 64 * 1_024;
    /// Peers in one list of a message; more are passed over.
    static final int MAX_PEERS = 64;

    /// What a peer says of its own connection to another: it could connect.
    private static final int CAN_CONNECT = 2;

    private static final int MAX_FIELDS = 4 * MAX_PEERS;
    private static final int MAX_PEER_FIELDS = 256;

    KadMessage {
        closer = List.copyOf(closer);
        providers = List.copyOf(providers);
    }

    static KadMessage of(Type type, Bytes key) {
        return new KadMessage(type, key, Optional.empty(), List.of(), List.of());
    }

    KadMessage withRecord(KadRecord kept) {
        return new KadMessage(type, key, Optional.of(kept), closer, providers);
    }

    KadMessage withCloser(List<KadPeer> peers) {
        return new KadMessage(type, key, record, peers, providers);
    }

    KadMessage withProviders(List<KadPeer> peers) {
        return new KadMessage(type, key, record, closer, peers);
    }

    static KadMessage decode(Bytes encoded) throws Malformed {
        ProtobufReader reader = new ProtobufReader(encoded, MAX_FIELDS);
        Type type = Type.PUT_VALUE; // an absent field has its first value
        Bytes key = Bytes.EMPTY;
        Optional<KadRecord> record = Optional.empty();
        List<KadPeer> closer = new ArrayList<>();
        List<KadPeer> providers = new ArrayList<>();
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> type = Type.of(reader.number());
                case 2 -> key = reader.bytes(KadRecord.MAX_KEY_BYTES).copy();
                case 3 -> record = Optional.of(decodeRecord(reader.message(MAX_PEER_FIELDS)));
                case 8 -> addPeer(closer, reader);
                case 9 -> addPeer(providers, reader);
                default -> {}
            }
        }
        return new KadMessage(type, key, record, closer, providers);
    }

    Bytes encode() {
        ProtobufWriter writer = new ProtobufWriter().number(1, type.number).bytes(2, key);
        record.ifPresent(kept ->
                writer.message(3, new ProtobufWriter().bytes(1, kept.key()).bytes(2, kept.value())));
        closer.forEach(peer -> writer.message(8, encodePeer(peer)));
        providers.forEach(peer -> writer.message(9, encodePeer(peer)));
        return writer.toBytes();
    }

    private static KadRecord decodeRecord(ProtobufReader reader) throws Malformed {
        Bytes key = Bytes.EMPTY;
        Bytes value = Bytes.EMPTY;
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> key = reader.bytes(KadRecord.MAX_KEY_BYTES).copy();
                case 2 -> value = reader.bytes(MAX_BYTES).copy();
                default -> {} // a time, and what rust-libp2p adds: the keeper has its own clock
            }
        }
        return new KadRecord(key, value);
    }

    private static void addPeer(List<KadPeer> peers, ProtobufReader reader) throws Malformed {
        if (peers.size() < MAX_PEERS) {
            decodePeer(reader.message(MAX_PEER_FIELDS)).ifPresent(peers::add);
        }
    }

    /// Nothing for a peer whose id is of a kind that is not known; its unknown addresses are passed over.
    private static Optional<KadPeer> decodePeer(ProtobufReader reader) throws Malformed {
        Bytes id = Bytes.EMPTY;
        List<Multiaddr> addresses = new ArrayList<>();
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> id = reader.bytes(KadRecord.MAX_KEY_BYTES);
                case 2 -> {
                    if (addresses.size() < KadPeer.MAX_ADDRESSES) {
                        address(reader.bytes(MAX_BYTES)).ifPresent(addresses::add);
                    }
                }
                default -> {}
            }
        }
        try {
            return Optional.of(new KadPeer(PeerId.parse(id), addresses));
        } catch (Malformed e) {
            return Optional.empty();
        }
    }

    private static Optional<Multiaddr> address(Bytes encoded) {
        try {
            return Optional.of(Multiaddr.parse(encoded));
        } catch (Malformed e) {
            return Optional.empty();
        }
    }

    private static ProtobufWriter encodePeer(KadPeer peer) {
        ProtobufWriter writer = new ProtobufWriter().bytes(1, peer.id().multihash());
        peer.addresses().forEach(address -> writer.bytes(2, address.toBytes()));
        return writer.number(3, CAN_CONNECT);
    }
}
