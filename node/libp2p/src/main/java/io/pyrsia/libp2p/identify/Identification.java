package io.pyrsia.libp2p.identify;

import io.pyrsia.base.Malformed;
import io.pyrsia.libp2p.Duplex;
import io.pyrsia.libp2p.Messages;
import io.pyrsia.libp2p.PeerStore;
import io.pyrsia.libp2p.key.PeerKey;
import io.pyrsia.libp2p.multiformats.Multiaddr;
import io.pyrsia.libp2p.protobuf.ProtobufReader;
import io.pyrsia.libp2p.protobuf.ProtobufWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.tuweni.bytes.Bytes;

/// What a peer says about itself. Nothing of it is proven but what the signed record holds.
public record Identification(
        Optional<PeerKey> key,
        List<Multiaddr> addresses,
        Set<String> protocols,
        Optional<Multiaddr> observed,
        String agent,
        Optional<Bytes> signedRecord) {

    public static final String PROTOCOL = "/ipfs/id/1.0.0";
    public static final String PUSH = "/ipfs/id/push/1.0.0";

    private static final String VERSION = "pyrsia/1.0.0";

    /// The longest message that is read, and the longest that others read.
    private static final int MAX_MESSAGE = 8_192;

    private static final int MAX_WRITTEN = 4_096;
    /// Peers may spread their answer over several messages, which are read as one.
    private static final int MAX_MESSAGES = 10;

    private static final int MAX_FIELDS = 512;
    private static final int MAX_NAME = 256;

    public Identification {
        addresses = List.copyOf(addresses);
        protocols = Set.copyOf(protocols);
    }

    /// Writes one message. Where it would be too long the signed record is left out, then addresses from the end.
    public void write(Duplex stream) throws IOException {
        Bytes message = encode(addresses.size(), signedRecord.isPresent());
        for (int kept = addresses.size(); message.size() > MAX_WRITTEN && kept > 0; kept--) {
            message = encode(kept, false);
        }
        Messages.write(stream, message);
    }

    /// Reads messages until the peer ends its writing.
    public static Identification read(Duplex stream) throws IOException, Malformed {
        Collector collector = new Collector();
        for (int i = 0; i < MAX_MESSAGES; i++) {
            Optional<Bytes> message = Messages.next(stream, MAX_MESSAGE);
            if (message.isEmpty()) {
                return collector.result();
            }
            collector.add(new ProtobufReader(message.get(), MAX_FIELDS));
        }
        throw new Malformed("an identification of more than " + MAX_MESSAGES + " messages");
    }

    private Bytes encode(int addressCount, boolean withRecord) {
        ProtobufWriter writer = new ProtobufWriter();
        key.ifPresent(value -> writer.bytes(1, value.encoded()));
        addresses.stream().limit(addressCount).forEach(address -> writer.bytes(2, address.toBytes()));
        protocols.stream().sorted().forEach(protocol -> writer.text(3, protocol));
        observed.ifPresent(address -> writer.bytes(4, address.toBytes()));
        writer.text(5, VERSION).text(6, agent);
        if (withRecord) {
            signedRecord.ifPresent(record -> writer.bytes(8, record));
        }
        return writer.toBytes();
    }

    /// Several messages as one: single fields are replaced, lists grow within their limits.
    private static final class Collector {

        private Optional<PeerKey> key = Optional.empty();
        private final List<Multiaddr> addresses = new ArrayList<>();
        private final Set<String> protocols = new LinkedHashSet<>();
        private Optional<Multiaddr> observed = Optional.empty();
        private String agent = "";
        private Optional<Bytes> signedRecord = Optional.empty();

        void add(ProtobufReader reader) throws Malformed {
            while (reader.next()) {
                switch (reader.field()) {
                    case 1 -> key = Optional.of(PeerKey.parse(reader.bytes(PeerKey.MAX_BYTES)));
                    case 2 -> addAddress(reader.bytes(Multiaddr.MAX_BYTES));
                    case 3 -> addProtocol(reader.text(MAX_NAME));
                    case 4 -> observed = Addresses.read(reader.bytes(Multiaddr.MAX_BYTES));
                    case 6 -> agent = reader.text(MAX_NAME);
                    case 8 -> signedRecord = Optional.of(reader.bytes(SignedEnvelope.MAX_BYTES));
                    default -> {
                        // not ours
                    }
                }
            }
        }

        Identification result() {
            return new Identification(key, addresses, protocols, observed, agent, signedRecord);
        }

        private void addAddress(Bytes encoded) {
            if (addresses.size() < PeerStore.MAX_ADDRESSES) {
                Addresses.read(encoded).ifPresent(addresses::add);
            }
        }

        private void addProtocol(String protocol) {
            if (protocols.size() < PeerStore.MAX_PROTOCOLS) {
                protocols.add(protocol);
            }
        }
    }
}
