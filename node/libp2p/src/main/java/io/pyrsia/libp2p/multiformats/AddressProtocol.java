package io.pyrsia.libp2p.multiformats;

import static io.pyrsia.libp2p.multiformats.AddressValue.CERTIFICATE_HASH;
import static io.pyrsia.libp2p.multiformats.AddressValue.IP4;
import static io.pyrsia.libp2p.multiformats.AddressValue.IP6;
import static io.pyrsia.libp2p.multiformats.AddressValue.NONE;
import static io.pyrsia.libp2p.multiformats.AddressValue.NUMBER16;
import static io.pyrsia.libp2p.multiformats.AddressValue.NUMBER64;
import static io.pyrsia.libp2p.multiformats.AddressValue.NUMBER8;
import static io.pyrsia.libp2p.multiformats.AddressValue.PATH;
import static io.pyrsia.libp2p.multiformats.AddressValue.PEER;
import static io.pyrsia.libp2p.multiformats.AddressValue.TEXT;

import java.util.Locale;
import java.util.Optional;

/// The protocols that an address can name, with their numbers in the multiformats table.
public enum AddressProtocol {
    IP4_ADDRESS(4, "ip4", IP4),
    TCP(6, "tcp", NUMBER16),
    IP6_ADDRESS(41, "ip6", IP6),
    IP6ZONE(42, "ip6zone", TEXT),
    IPCIDR(43, "ipcidr", NUMBER8),
    DNS(53, "dns", TEXT),
    DNS4(54, "dns4", TEXT),
    DNS6(55, "dns6", TEXT),
    DNSADDR(56, "dnsaddr", TEXT),
    UDP(273, "udp", NUMBER16),
    WEBRTC_DIRECT(280, "webrtc-direct", NONE),
    WEBRTC(281, "webrtc", NONE),
    P2P_CIRCUIT(290, "p2p-circuit", NONE),
    UTP(302, "utp", NONE),
    UNIX(400, "unix", PATH),
    P2P(421, "p2p", PEER),
    HTTPS(443, "https", NONE),
    TLS(448, "tls", NONE),
    SNI(449, "sni", TEXT),
    NOISE(454, "noise", NONE),
    QUIC(460, "quic", NONE),
    QUIC_V1(461, "quic-v1", NONE),
    WEBTRANSPORT(465, "webtransport", NONE),
    CERTHASH(466, "certhash", CERTIFICATE_HASH),
    WS(477, "ws", NONE),
    WSS(478, "wss", NONE),
    HTTP(480, "http", NONE),
    MEMORY(777, "memory", NUMBER64);

    private final int code;
    private final String text;
    private final AddressValue value;

    AddressProtocol(int code, String text, AddressValue value) {
        this.code = code;
        this.text = text;
        this.value = value;
    }

    public int code() {
        return code;
    }

    AddressValue value() {
        return value;
    }

    static Optional<AddressProtocol> of(long code) {
        for (AddressProtocol protocol : values()) {
            if (protocol.code == code) {
                return Optional.of(protocol);
            }
        }
        return Optional.empty();
    }

    static Optional<AddressProtocol> of(String name) {
        String current = name.equals("ipfs") ? "p2p" : name.toLowerCase(Locale.ROOT);
        for (AddressProtocol protocol : values()) {
            if (protocol.text.equals(current)) {
                return Optional.of(protocol);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return text;
    }
}
