package io.pyrsia.libp2p.gossip;

import io.pyrsia.base.Malformed;
import io.pyrsia.libp2p.gossip.Rpc.Control;
import io.pyrsia.libp2p.gossip.Rpc.Publication;
import io.pyrsia.libp2p.gossip.Rpc.Subscription;
import io.pyrsia.libp2p.protobuf.ProtobufReader;
import io.pyrsia.libp2p.protobuf.ProtobufWriter;
import java.util.ArrayList;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/// How a bundle is written; a bundle over its limits is refused as a whole.
final class RpcCodec {

    private static final int MAX_FIELDS = GossipLimits.MAX_SUBSCRIPTIONS_IN_RPC + GossipLimits.MAX_MESSAGES_IN_RPC + 16;
    private static final int MAX_SMALL_FIELDS = 64;

    private RpcCodec() {}

    static Rpc decode(Bytes encoded) throws Malformed {
        if (encoded.size() > GossipLimits.MAX_RPC_BYTES) {
            throw new Malformed("a bundle has at most " + GossipLimits.MAX_RPC_BYTES + " bytes");
        }
        ProtobufReader reader = new ProtobufReader(encoded, MAX_FIELDS);
        List<Subscription> subscriptions = new ArrayList<>();
        List<Publication> messages = new ArrayList<>();
        List<Control> control = new ArrayList<>();
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> {
                    room(subscriptions, GossipLimits.MAX_SUBSCRIPTIONS_IN_RPC, "subscriptions");
                    subscriptions.add(subscription(reader.message(MAX_SMALL_FIELDS)));
                }
                case 2 -> {
                    room(messages, GossipLimits.MAX_MESSAGES_IN_RPC, "messages");
                    messages.add(publication(reader.bytes(GossipLimits.MAX_RPC_BYTES)));
                }
                case 3 -> control(control, reader.message(GossipLimits.MAX_CONTROL_IN_RPC));
                default -> {}
            }
        }
        return new Rpc(subscriptions, messages, control);
    }

    static Bytes encode(Rpc rpc) {
        ProtobufWriter writer = new ProtobufWriter();
        rpc.subscriptions()
                .forEach(each -> writer.message(
                        1, new ProtobufWriter().flag(1, each.subscribes()).text(2, each.topic())));
        for (Publication publication : rpc.messages()) {
            if (publication instanceof Publication.Signed signed) {
                writer.message(2, signed.message().encode());
            }
        }
        if (!rpc.control().isEmpty()) {
            ProtobufWriter control = new ProtobufWriter();
            rpc.control().forEach(each -> encode(control, each));
            writer.message(3, control);
        }
        return writer.toBytes();
    }

    private static void room(List<?> list, int limit, String what) throws Malformed {
        if (list.size() >= limit) {
            throw new Malformed("a bundle has at most " + limit + " " + what);
        }
    }

    private static Subscription subscription(ProtobufReader reader) throws Malformed {
        boolean subscribes = false;
        String topic = "";
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> subscribes = reader.flag();
                case 2 -> topic = reader.text(GossipLimits.MAX_TOPIC_BYTES);
                default -> {}
            }
        }
        return new Subscription(subscribes, topic);
    }

    /// One unacceptable message does not spoil the others; the sender is judged for it.
    private static Publication publication(Bytes encoded) {
        try {
            return new Publication.Signed(GossipMessage.decode(encoded));
        } catch (Malformed e) {
            return new Publication.Unacceptable();
        }
    }

    private static void control(List<Control> control, ProtobufReader reader) throws Malformed {
        while (reader.next()) {
            int kind = reader.field();
            if (kind < 1 || kind > 5) {
                continue;
            }
            room(control, GossipLimits.MAX_CONTROL_IN_RPC, "control messages");
            control.add(control(kind, reader.message(GossipLimits.MAX_IDS_IN_LIST + MAX_SMALL_FIELDS)));
        }
    }

    private static Control control(int kind, ProtobufReader reader) throws Malformed {
        // Field 1 is the topic in three of the five kinds, the list of ids in the other two.
        int idField = kind == 1 ? 2 : kind == 2 || kind == 5 ? 1 : 0;
        String topic = "";
        long backoffSeconds = 0;
        List<MessageId> ids = new ArrayList<>();
        while (reader.next()) {
            if (reader.field() == idField) {
                if (ids.size() < GossipLimits.MAX_IDS_IN_LIST) {
                    ids.add(new MessageId(
                            reader.bytes(GossipLimits.MAX_ID_BYTES).copy()));
                }
            } else if (reader.field() == 1) {
                topic = reader.text(GossipLimits.MAX_TOPIC_BYTES);
            } else if (kind == 4 && reader.field() == 3) {
                backoffSeconds = reader.number();
            }
        }
        return switch (kind) {
            case 1 -> new Control.IHave(topic, ids);
            case 2 -> new Control.IWant(ids);
            case 3 -> new Control.Graft(topic);
            case 4 -> new Control.Prune(topic, capped(backoffSeconds));
            case 5 -> new Control.IDontWant(ids);
            default -> throw new IllegalArgumentException("kind " + kind);
        };
    }

    /// A peer can keep us away for an hour at most, whatever it says.
    private static long capped(long seconds) {
        long limit = GossipLimits.MAX_BACKOFF.toSeconds();
        return seconds < 0 || seconds > limit ? limit : seconds;
    }

    private static void encode(ProtobufWriter writer, Control control) {
        ProtobufWriter inner = new ProtobufWriter();
        switch (control) {
            case Control.IHave have -> {
                inner.text(1, have.topic());
                have.ids().forEach(id -> inner.bytes(2, id.bytes()));
                writer.message(1, inner);
            }
            case Control.IWant want -> {
                want.ids().forEach(id -> inner.bytes(1, id.bytes()));
                writer.message(2, inner);
            }
            case Control.Graft graft -> writer.message(3, inner.text(1, graft.topic()));
            case Control.Prune prune ->
                writer.message(4, inner.text(1, prune.topic()).number(3, prune.backoffSeconds()));
            case Control.IDontWant unwanted -> {
                unwanted.ids().forEach(id -> inner.bytes(1, id.bytes()));
                writer.message(5, inner);
            }
        }
    }
}
