package io.pyrsia.libp2p.gossip;

import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Malformed;
import io.pyrsia.libp2p.key.Identity;
import io.pyrsia.libp2p.key.PeerKey;
import io.pyrsia.libp2p.multiformats.PeerId;
import io.pyrsia.libp2p.protobuf.ProtobufReader;
import io.pyrsia.libp2p.protobuf.ProtobufWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;

/// A message signed by its author; one that lacks an author, a number or a signature is refused when it is read.
public record GossipMessage(
        PeerId author, Bytes number, String topic, Bytes data, Bytes signature, Optional<Bytes> key) {

    private static final Bytes SIGNATURE_DOMAIN = Bytes.wrap("libp2p-pubsub:".getBytes(StandardCharsets.US_ASCII));
    private static final int MAX_NUMBER_BYTES = 64;
    private static final int MAX_SIGNATURE_BYTES = 1_024;
    private static final int MAX_FIELDS = 16;

    static GossipMessage sign(Identity author, long number, String topic, Bytes data) {
        Bytes encodedNumber = new ByteWriter().u64(number).toBytes();
        GossipMessage unsigned =
                new GossipMessage(author.id(), encodedNumber, topic, data, Bytes.EMPTY, Optional.empty());
        return new GossipMessage(
                author.id(), encodedNumber, topic, data, author.sign(unsigned.signedText()), Optional.empty());
    }

    static GossipMessage decode(Bytes encoded) throws Malformed {
        ProtobufReader reader = new ProtobufReader(encoded, MAX_FIELDS);
        Bytes author = Bytes.EMPTY;
        Bytes number = Bytes.EMPTY;
        String topic = "";
        Bytes data = Bytes.EMPTY;
        Bytes signature = Bytes.EMPTY;
        Optional<Bytes> key = Optional.empty();
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> author = reader.bytes(GossipLimits.MAX_ID_BYTES);
                case 2 -> data = reader.bytes(GossipLimits.MAX_RPC_BYTES).copy();
                case 3 -> number = reader.bytes(MAX_NUMBER_BYTES).copy();
                case 4 -> topic = reader.text(GossipLimits.MAX_TOPIC_BYTES);
                case 5 -> signature = reader.bytes(MAX_SIGNATURE_BYTES).copy();
                case 6 -> key = Optional.of(reader.bytes(PeerKey.MAX_BYTES).copy());
                default -> throw new Malformed("a message with a field that its signature does not cover");
            }
        }
        if (number.isEmpty() || signature.isEmpty()) {
            throw new Malformed("a message without its number or signature");
        }
        return new GossipMessage(PeerId.parse(author), number, topic, data, signature, key);
    }

    /// Whether the author signed it, by the key that is its id or whose hash is.
    boolean authentic() {
        return authorKey()
                .filter(found -> found.verifies(signedText(), signature))
                .isPresent();
    }

    MessageId id() {
        return new MessageId(Bytes.concatenate(author.multihash(), number));
    }

    ProtobufWriter encode() {
        ProtobufWriter writer = unsigned().bytes(5, signature);
        key.ifPresent(present -> writer.bytes(6, present));
        return writer;
    }

    private Optional<PeerKey> authorKey() {
        if (key.isEmpty()) {
            return author.key();
        }
        try {
            PeerKey sent = PeerKey.parse(key.get());
            return PeerId.of(sent).equals(author) ? Optional.of(sent) : Optional.empty();
        } catch (Malformed e) {
            return Optional.empty();
        }
    }

    private Bytes signedText() {
        return Bytes.concatenate(SIGNATURE_DOMAIN, unsigned().toBytes());
    }

    private ProtobufWriter unsigned() {
        ProtobufWriter writer = new ProtobufWriter().bytes(1, author.multihash());
        if (!data.isEmpty()) {
            writer.bytes(2, data);
        }
        return writer.bytes(3, number).text(4, topic);
    }
}
