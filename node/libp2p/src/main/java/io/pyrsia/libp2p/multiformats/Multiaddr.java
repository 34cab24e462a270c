package io.pyrsia.libp2p.multiformats;

import io.pyrsia.base.ByteReader;
import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Malformed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;

/// A self-describing address such as `/ip4/127.0.0.1/tcp/4001/p2p/12D3Koo…`: protocols from the outside in.
public record Multiaddr(List<Part> parts) {

    /// The longest address in bytes that is read.
    public static final int MAX_BYTES = 1_024;

    private static final int MAX_PARTS = 16;
    private static final int MAX_TEXT = 2_048;

    /// One protocol with its value, empty where it has none.
    public record Part(AddressProtocol protocol, Bytes value) {

        @Override
        public String toString() {
            try {
                String text = protocol.value().format(value);
                return "/" + protocol
                        + (protocol.value() == AddressValue.NONE ? "" : text.startsWith("/") ? text : "/" + text);
            } catch (Malformed e) {
                throw new IllegalStateException("a part was checked when it was read", e);
            }
        }
    }

    public Multiaddr {
        parts = List.copyOf(parts);
    }

    public static Multiaddr parse(String text) throws Malformed {
        if (!text.startsWith("/") || text.length() > MAX_TEXT) {
            throw new Malformed("an address starts with / and has at most " + MAX_TEXT + " characters");
        }
        String rest = text.substring(1, Math.max(1, text.length() - (text.endsWith("/") ? 1 : 0)));
        List<Part> parts = new ArrayList<>();
        while (!rest.isEmpty()) {
            String name = head(rest);
            rest = tail(rest, name);
            AddressProtocol protocol = AddressProtocol.of(name)
                    .orElseThrow(() -> new Malformed("an address names a protocol that is not known"));
            String value =
                    switch (protocol.value()) {
                        case NONE -> "";
                        case PATH -> "/" + rest;
                        default -> head(rest);
                    };
            rest = protocol.value() == AddressValue.PATH ? "" : tail(rest, value);
            add(parts, new Part(protocol, protocol.value().parse(value)));
        }
        return checked(parts);
    }

    public static Multiaddr parse(Bytes bytes) throws Malformed {
        if (bytes.size() > MAX_BYTES) {
            throw new Malformed("an address has at most " + MAX_BYTES + " bytes");
        }
        ByteReader reader = new ByteReader(bytes);
        List<Part> parts = new ArrayList<>();
        while (reader.remaining() > 0) {
            AddressProtocol protocol = AddressProtocol.of(reader.varint())
                    .orElseThrow(() -> new Malformed("an address names a protocol that is not known"));
            add(parts, new Part(protocol, protocol.value().read(reader).copy()));
        }
        return checked(parts);
    }

    /// An address that the program itself wrote down.
    public static Multiaddr of(String text) {
        try {
            return parse(text);
        } catch (Malformed e) {
            throw new IllegalArgumentException(text + ": " + e.reason(), e);
        }
    }

    /// The peer that the address ends at, where it says so.
    public Optional<PeerId> peer() {
        Part last = parts.getLast();
        if (last.protocol() != AddressProtocol.P2P) {
            return Optional.empty();
        }
        try {
            return Optional.of(PeerId.parse(last.value()));
        } catch (Malformed e) {
            throw new IllegalStateException("a part was checked when it was read", e);
        }
    }

    /// This address without the peer at its end; an address that is nothing but a peer stays as it is.
    public Multiaddr withoutPeer() {
        return peer().isPresent() && parts.size() > 1 ? new Multiaddr(parts.subList(0, parts.size() - 1)) : this;
    }

    public Multiaddr withPeer(PeerId peer) {
        List<Part> longer = new ArrayList<>(withoutPeer().parts);
        longer.add(new Part(AddressProtocol.P2P, peer.multihash()));
        return new Multiaddr(longer);
    }

    public Bytes toBytes() {
        ByteWriter writer = new ByteWriter();
        for (Part part : parts) {
            writer.varint(part.protocol().code());
            part.protocol().value().write(writer, part.value());
        }
        return writer.toBytes();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        parts.forEach(text::append);
        return text.toString();
    }

    private static void add(List<Part> parts, Part part) throws Malformed {
        if (parts.size() == MAX_PARTS) {
            throw new Malformed("an address has at most " + MAX_PARTS + " parts");
        }
        if (!parts.isEmpty() && parts.getLast().protocol().value() == AddressValue.PATH) {
            throw new Malformed("nothing comes after a path in an address");
        }
        parts.add(part);
    }

    private static Multiaddr checked(List<Part> parts) throws Malformed {
        if (parts.isEmpty()) {
            throw new Malformed("an empty address");
        }
        return new Multiaddr(parts);
    }

    private static String head(String rest) {
        int slash = rest.indexOf('/');
        return slash < 0 ? rest : rest.substring(0, slash);
    }

    private static String tail(String rest, String head) {
        return head.isEmpty() || head.length() == rest.length()
                ? rest.substring(head.length())
                : rest.substring(head.length() + 1);
    }
}
