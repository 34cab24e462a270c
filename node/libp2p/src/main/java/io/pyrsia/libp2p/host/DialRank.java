package io.pyrsia.libp2p.host;

import io.pyrsia.libp2p.multiformats.Multiaddr;
import io.pyrsia.libp2p.multiformats.Multiaddr.Part;
import java.util.Comparator;
import java.util.List;

/// The order in which addresses are tried: this machine, the local network, then the world, version 6 before 4, and
/// names at the end.
final class DialRank {

    private DialRank() {}

    static List<Multiaddr> sort(List<Multiaddr> addresses) {
        return addresses.stream()
                .sorted(Comparator.comparingInt(DialRank::rank))
                .toList();
    }

    private static int rank(Multiaddr address) {
        Part first = address.parts().getFirst();
        return switch (first.protocol()) {
            case IP4_ADDRESS -> rank4(first.value().get(0) & 0xff, first.value().get(1) & 0xff);
            case IP6_ADDRESS -> rank6(first);
            default -> 5;
        };
    }

    private static int rank4(int a, int b) {
        if (a == 127) {
            return 0;
        }
        boolean local = a == 10 || (a == 172 && b >> 4 == 1) || (a == 192 && b == 168) || (a == 169 && b == 254);
        return local ? 2 : 4;
    }

    private static int rank6(Part part) {
        if (part.toString().equals("/ip6/::1")) {
            return 0;
        }
        int first = part.value().get(0) & 0xff;
        boolean local =
                (first & 0xfe) == 0xfc || (first == 0xfe && (part.value().get(1) & 0xc0) == 0x80);
        return local ? 1 : 3;
    }
}
