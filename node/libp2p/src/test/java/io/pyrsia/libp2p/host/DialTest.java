package io.pyrsia.libp2p.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pyrsia.libp2p.PeerUnreachable;
import io.pyrsia.libp2p.multiformats.Multiaddr;
import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Which addresses of a peer are tried, and in what order.
@Timeout(180)
class DialTest {

    private final Queue<Multiaddr> tried = new ConcurrentLinkedQueue<>();
    private final Dialler dialler = new Dialler(address -> {
        tried.add(address);
        throw new IOException("nobody there");
    });

    @Test
    void nearAddressesComeFirst() {
        List<Multiaddr> expected = addresses(
                "/ip4/127.0.0.1/tcp/1",
                "/ip6/::1/tcp/1",
                "/ip6/fd00::1/tcp/1",
                "/ip6/fe80::1/tcp/1",
                "/ip4/10.0.0.1/tcp/1",
                "/ip4/172.16.0.1/tcp/1",
                "/ip4/192.168.0.1/tcp/1",
                "/ip4/169.254.0.1/tcp/1",
                "/ip6/2001:db8::1/tcp/1",
                "/ip4/192.0.2.1/tcp/1",
                "/ip4/172.32.0.1/tcp/1",
                "/dns/example.org/tcp/1");
        assertEquals(expected, DialRank.sort(expected));
        assertEquals(expected.getFirst(), DialRank.sort(expected.reversed()).get(1), "equal ranks keep their order");
        assertEquals(expected.getLast(), DialRank.sort(expected.reversed()).getLast());
    }

    @Test
    void ofThousandsOfAddressesTheFirstAreTriedEachOnce() {
        List<Multiaddr> thousands = IntStream.range(0, 5_000)
                .mapToObj(i -> Multiaddr.of("/ip4/192.0.2.1/tcp/" + (1 + i)))
                .toList();
        List<Multiaddr> twice =
                Stream.concat(thousands.stream(), thousands.stream()).toList();
        assertThrows(PeerUnreachable.class, () -> dialler.dial(twice));
        assertEquals(16, tried.size());
        assertEquals(Set.copyOf(thousands.subList(0, 16)), Set.copyOf(tried)); // a slow thread may be overtaken
    }

    @Test
    void whatIsNotTcpIsNotTried() {
        assertThrows(PeerUnreachable.class, () -> dialler.dial(addresses("/ip4/192.0.2.1/udp/1", "/ip4/192.0.2.1")));
        assertEquals(List.of(), List.copyOf(tried));
    }

    private static List<Multiaddr> addresses(String... texts) {
        return Stream.of(texts).map(Multiaddr::of).toList();
    }
}
