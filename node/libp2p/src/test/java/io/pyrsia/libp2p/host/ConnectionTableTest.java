package io.pyrsia.libp2p.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

/// Who may come in, by address and in all. Tests on one machine cannot come from many addresses, so these say theirs.
class ConnectionTableTest {

    private final ConnectionTable table = new ConnectionTable(HostLimits.DEFAULT);

    @Test
    void oneAddressGetsEightConnections() throws Exception {
        InetAddress greedy = ip(1);
        for (int i = 0; i < 8; i++) {
            assertTrue(arrives(greedy));
        }
        assertFalse(arrives(greedy));
        assertTrue(arrives(ip(2)), "others still come in");
        table.left(greedy);
        assertTrue(arrives(greedy));
        assertFalse(arrives(greedy));
    }

    @Test
    void thisMachineMayComeMoreOften() {
        for (int i = 0; i < 100; i++) {
            assertTrue(arrives(InetAddress.getLoopbackAddress()));
        }
    }

    @Test
    void handshakesAtOnceAreBoundedOverAllAddresses() throws Exception {
        for (int i = 0; i < 128; i++) {
            assertTrue(table.arrived(ip(i)));
        }
        assertFalse(table.arrived(ip(200)));
        table.shaken();
        assertTrue(table.arrived(ip(200)));
    }

    @Test
    void nothingIsCountedOfThoseWhoLeft() throws Exception {
        for (int i = 0; i < 10_000; i++) {
            InetAddress ip = ip(i);
            assertTrue(arrives(ip));
            table.left(ip);
        }
        assertEquals(0, table.tracked());
    }

    /// Comes in and gets through the handshake.
    private boolean arrives(InetAddress ip) {
        boolean in = table.arrived(ip);
        if (in) {
            table.shaken();
        }
        return in;
    }

    private static InetAddress ip(int number) throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {(byte) 198, 18, (byte) (number >> 8), (byte) number});
    }
}
