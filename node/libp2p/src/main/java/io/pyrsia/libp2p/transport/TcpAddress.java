package io.pyrsia.libp2p.transport;

import io.pyrsia.libp2p.multiformats.AddressProtocol;
import io.pyrsia.libp2p.multiformats.Multiaddr;
import io.pyrsia.libp2p.multiformats.Multiaddr.Part;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/// The two parts of an address that TCP needs, and nothing behind them but a peer: `/ip4/192.0.2.1/tcp/4001`.
public final class TcpAddress {

    private TcpAddress() {}

    /// Whether this host can dial the address.
    public static boolean dialable(Multiaddr address) {
        List<Part> parts = address.withoutPeer().parts();
        return parts.size() == 2
                && parts.get(1).protocol() == AddressProtocol.TCP
                && switch (parts.getFirst().protocol()) {
                    case IP4_ADDRESS, IP6_ADDRESS, DNS, DNS4, DNS6 -> true;
                    default -> false;
                };
    }

    /// The socket address; asks the name server where the address has a name.
    public static InetSocketAddress resolve(Multiaddr address) throws IOException {
        if (!dialable(address)) {
            throw new UnknownHostException(address + " is not a TCP address");
        }
        Part host = address.parts().getFirst();
        int port = address.parts().get(1).value().toInt();
        InetAddress found =
                switch (host.protocol()) {
                    case IP4_ADDRESS, IP6_ADDRESS ->
                        InetAddress.getByAddress(host.value().toArray());
                    default -> InetAddress.getByName(new String(host.value().toArray(), StandardCharsets.UTF_8));
                };
        return new InetSocketAddress(found, port);
    }

    public static Multiaddr of(InetSocketAddress address) {
        Bytes ip = Bytes.wrap(address.getAddress().getAddress());
        AddressProtocol family = ip.size() == 4 ? AddressProtocol.IP4_ADDRESS : AddressProtocol.IP6_ADDRESS;
        Bytes port = Bytes.of(address.getPort() >>> 8, address.getPort() & 0xff);
        return new Multiaddr(List.of(new Part(family, ip), new Part(AddressProtocol.TCP, port)));
    }
}
