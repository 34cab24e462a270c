package io.pyrsia.swarm;

import io.pyrsia.libp2p.multiformats.Multiaddr;
import io.pyrsia.libp2p.multiformats.Multiaddr.Part;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/// How near an address is: this machine, the local network, an address group that one of our own is in, the rest.
final class Locality {

    static final int MACHINE = 0;
    static final int LOCAL_NETWORK = 1;
    static final int REGION = 2;
    static final int WORLD = 3;

    private Locality() {}

    static int rank(Multiaddr address, List<Multiaddr> own) {
        if (address.parts().isEmpty()) {
            return WORLD;
        }
        Part first = address.parts().getFirst();
        int near =
                switch (first.protocol()) {
                    case IP4_ADDRESS ->
                        rank4(first.value().get(0) & 0xff, first.value().get(1) & 0xff);
                    case IP6_ADDRESS -> rank6(first.value());
                    default -> WORLD;
                };
        boolean region = near == WORLD
                && own.stream()
                        .filter(mine -> !mine.parts().isEmpty())
                        .anyMatch(mine -> sameGroup(mine.parts().getFirst(), first));
        return region ? REGION : near;
    }

    private static int rank4(int a, int b) {
        if (a == 127) {
            return MACHINE;
        }
        boolean local = a == 10 || (a == 172 && b >> 4 == 1) || (a == 192 && b == 168) || (a == 169 && b == 254);
        return local ? LOCAL_NETWORK : WORLD;
    }

    private static int rank6(Bytes value) {
        if (value.equals(Bytes.concatenate(Bytes.wrap(new byte[15]), Bytes.of(1)))) {
            return MACHINE;
        }
        int first = value.get(0) & 0xff;
        boolean local = (first & 0xfe) == 0xfc || (first == 0xfe && (value.get(1) & 0xc0) == 0x80);
        return local ? LOCAL_NETWORK : WORLD;
    }

    private static boolean sameGroup(Part one, Part other) {
        int bytes = one.value().size() / 4;
        return one.protocol() == other.protocol()
                && one.value().size() == other.value().size()
                && one.value().size() >= 4
                && prefix(one, Math.max(2, bytes)).equals(prefix(other, Math.max(2, bytes)));
    }

    private static Bytes prefix(Part part, int bytes) {
        return part.value().slice(0, bytes);
    }
}
