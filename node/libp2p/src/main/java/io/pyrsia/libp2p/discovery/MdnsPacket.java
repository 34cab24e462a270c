package io.pyrsia.libp2p.discovery;

import io.pyrsia.base.Malformed;
import io.pyrsia.libp2p.multiformats.Multiaddr;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/// What libp2p peers say by multicast DNS: who is there, or where one of them is.
sealed interface MdnsPacket {

    /// Everyone is asked to answer.
    record Query() implements MdnsPacket {}

    /// A peer's addresses, each ending with its id.
    record Answer(List<Multiaddr> addresses) implements MdnsPacket {}

    /// Packets of other services.
    record Unrelated() implements MdnsPacket {}

    /// The longest packet that is read or sent.
    int MAX_BYTES = 9_000;
    /// Addresses that are read of one packet or put into one.
    int MAX_ADDRESSES = 32;

    String SERVICE = "_p2p._udp.local.";
    String PREFIX = "dnsaddr=";
    /// What DNS allows of one text.
    int MAX_TEXT_BYTES = 255;

    int LIFETIME_SECONDS = 120;

    static Bytes query() {
        Message message = new Message(0);
        message.addRecord(Record.newRecord(name(SERVICE), Type.PTR, DClass.IN), Section.QUESTION);
        return Bytes.wrap(message.toWire());
    }

    /// `peerName` is random: 32 to 63 letters and digits that have nothing to do with the peer's id.
    static Bytes answer(String peerName, List<Multiaddr> addresses) {
        Name service = name(SERVICE);
        Name peer = name(peerName + "." + SERVICE);
        Message message = new Message(0);
        message.getHeader().setFlag(Flags.QR);
        message.getHeader().setFlag(Flags.AA);
        message.addRecord(new PTRRecord(service, DClass.IN, LIFETIME_SECONDS, peer), Section.ANSWER);
        List<String> texts = addresses.stream()
                .map(address -> PREFIX + address)
                .filter(text -> text.length() <= MAX_TEXT_BYTES)
                .limit(MAX_ADDRESSES)
                .toList();
        if (!texts.isEmpty()) {
            message.addRecord(new TXTRecord(peer, DClass.IN, LIFETIME_SECONDS, texts), Section.ADDITIONAL);
        }
        return Bytes.wrap(message.toWire());
    }

    static MdnsPacket read(Bytes packet) throws Malformed {
        if (packet.size() > MAX_BYTES) {
            throw new Malformed("a packet has at most " + MAX_BYTES + " bytes");
        }
        Message message;
        try {
            message = new Message(packet.toArray());
        } catch (IOException | IllegalArgumentException e) {
            throw new Malformed("not a DNS packet");
        }
        Name service = name(SERVICE);
        if (!message.getHeader().getFlag(Flags.QR)) {
            boolean asked = message.getSection(Section.QUESTION).stream()
                    .anyMatch(question -> question.getName().equals(service) && question.getType() == Type.PTR);
            return asked ? new Query() : new Unrelated();
        }
        List<Multiaddr> addresses = new ArrayList<>();
        for (int section : new int[] {Section.ANSWER, Section.ADDITIONAL}) {
            for (Record each : message.getSection(section)) {
                if (each instanceof TXTRecord texts && texts.getName().subdomain(service)) {
                    texts.getStringsAsByteArrays().forEach(text -> address(text).ifPresent(addresses::add));
                }
            }
        }
        return addresses.isEmpty()
                ? new Unrelated()
                : new Answer(addresses.stream().limit(MAX_ADDRESSES).toList());
    }

    private static Optional<Multiaddr> address(byte[] text) {
        String whole = new String(text, StandardCharsets.UTF_8);
        if (!whole.startsWith(PREFIX)) {
            return Optional.empty();
        }
        try {
            Multiaddr address = Multiaddr.parse(whole.substring(PREFIX.length()));
            return address.peer().isPresent() ? Optional.of(address) : Optional.empty();
        } catch (Malformed e) {
            return Optional.empty();
        }
    }

    private static Name name(String text) {
        try {
            return Name.fromString(text);
        } catch (TextParseException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
