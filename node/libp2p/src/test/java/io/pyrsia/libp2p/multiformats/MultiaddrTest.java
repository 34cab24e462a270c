package io.pyrsia.libp2p.multiformats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pyrsia.base.Malformed;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MultiaddrTest {

    private static final String PEER = "QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N";

    /// The numbers of the multiformats table, and the usual encodings of their values.
    @ParameterizedTest
    @CsvSource({
        "/ip4/1.2.3.4, 0401020304",
        "/ip4/127.0.0.1/tcp/4001, 047f00000106 0fa1",
        "/ip4/127.0.0.1/udp/1234, 047f000001910204d2",
        "/ip4/127.0.0.1/udp/1234/quic-v1, 047f000001910204d2cd03",
        "/ip6/::1/tcp/80, 290000000000000000000000000000000106 0050",
        "/ip6/2601:9:4f81:9700:803e:ca65:66e8:c21, 29260100094f819700803eca6566e80c21",
        "/ip6/2001:db8::1:0:0:1, 2920010db8000000000001000000000001",
        "/dns4/example.com/tcp/443/wss, 360b6578616d706c652e636f6d0601bbde03",
        "/ip4/127.0.0.1/tcp/80/ws, 047f000001060050dd03",
        "/unix/a/b/c, 9003062f612f622f63",
        "/memory/7, 89060000000000000007"
    })
    void readsAndWritesBothForms(String text, String hex) throws Malformed {
        Multiaddr address = Multiaddr.parse(text);
        assertEquals(text, address.toString());
        assertEquals(hex.replace(" ", ""), address.toBytes().toUnprefixedHexString());
        assertEquals(address, Multiaddr.parse(address.toBytes()));
    }

    @Test
    void knowsThePeerAtItsEnd() throws Malformed {
        Multiaddr address = Multiaddr.parse("/ip4/127.0.0.1/tcp/4001/ipfs/" + PEER);
        assertEquals(Optional.of(PeerId.parse(PEER)), address.peer());
        assertEquals("/ip4/127.0.0.1/tcp/4001", address.withoutPeer().toString());
        assertEquals(address, address.withoutPeer().withPeer(PeerId.parse(PEER)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "ip4/1.2.3.4",
                "/ip4",
                "/ip4/1.2.3",
                "/ip4/1.2.3.256",
                "/ip4/01.2.3.4",
                "/ip4/fdpsofodsajfdoisa",
                "/ip6/::1::2",
                "/ip6/fe80::1%eth0",
                "/ip4/127.0.0.1/tcp",
                "/ip4/127.0.0.1/tcp/65536",
                "/ip4/127.0.0.1/tcp/-1",
                "/ip4/127.0.0.1/tcp/+1",
                "/ip4/127.0.0.1/p2p/tcp",
                "/p2p/",
                "/unix",
                "/nonsense/1",
                "//ip4/1.2.3.4"
            })
    void refusesTextThatIsNone(String text) {
        assertThrows(Malformed.class, () -> Multiaddr.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "04", "04010203", "0401020304ff", "a503ffffffff7f00", "060fa1060fa1060f", "9003", "8102"})
    void refusesBytesThatAreNone(String hex) {
        assertThrows(Malformed.class, () -> Multiaddr.parse(Bytes.fromHexString(hex)));
    }

    /// As text each would be another address: one without its slash, one that ends with one, one with a port behind it.
    @ParameterizedTest
    @ValueSource(strings = {"9003026162", "9003032f612f", "9003022f61060fa1"})
    void refusesPathsThatTextCannotSay(String hex) {
        assertThrows(Malformed.class, () -> Multiaddr.parse(Bytes.fromHexString(hex)));
    }

    @Test
    void refusesAnAddressOfTooManyParts() {
        assertThrows(Malformed.class, () -> Multiaddr.parse(Bytes.fromHexString("cc03".repeat(17))));
        assertThrows(Malformed.class, () -> Multiaddr.parse(Bytes.wrap(new byte[Multiaddr.MAX_BYTES + 1])));
    }
}
