package io.pyrsia.libp2p.kad;

import io.pyrsia.libp2p.multiformats.AddressProtocol;
import io.pyrsia.libp2p.multiformats.Multiaddr;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;

/// A part of the public internet that one operator can fill with peers cheaply: /16 in IPv4, /32 in IPv6.
///
/// Addresses of a local network are in no group: there, all peers are of one group.
record IpGroup(Bytes prefix) {

    private static final int IP4_GROUP_BYTES = 2;
    private static final int IP6_GROUP_BYTES = 4;

    static Optional<IpGroup> of(Multiaddr address) {
        Multiaddr.Part first = address.parts().getFirst();
        boolean ip4 = first.protocol() == AddressProtocol.IP4_ADDRESS;
        boolean ip6 = first.protocol() == AddressProtocol.IP6_ADDRESS;
        if (!(ip4 || ip6) || !global(first.value())) {
            return Optional.empty();
        }
        return Optional.of(new IpGroup(
                first.value().slice(0, ip4 ? IP4_GROUP_BYTES : IP6_GROUP_BYTES).copy()));
    }

    private static boolean global(Bytes address) {
        try {
            InetAddress ip = InetAddress.getByAddress(address.toArray());
            boolean uniqueLocal = address.size() == 16 && (address.get(0) & 0xfe) == 0xfc;
            return !ip.isLoopbackAddress() && !ip.isSiteLocalAddress() && !ip.isLinkLocalAddress() && !uniqueLocal;
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 bytes", e);
        }
    }
}
