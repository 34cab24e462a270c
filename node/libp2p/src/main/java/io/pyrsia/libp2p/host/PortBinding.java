package io.pyrsia.libp2p.host;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Binds a server to its port, and waits for a port that a connection has and nobody listens at.
///
/// The system gives connections that go out any port from 32768 on, also the one that this host is to listen at, and
/// keeps it for a minute when they have ended.
final class PortBinding {

    /// With the pauses between them a little more than a minute.
    static final int TRIES = 650;

    private static final System.Logger LOG = System.getLogger(PortBinding.class.getName());
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int PROBE_MS = 1_000;

    private PortBinding() {}

    /// Throws why the port cannot be had.
    static void bind(ServerSocketChannel server, InetSocketAddress address, int backlog) throws IOException {
        bind(server, address, backlog, () -> LockSupport.parkNanos(PAUSE_NANOS));
    }

    static void bind(ServerSocketChannel server, InetSocketAddress address, int backlog, Runnable pause)
            throws IOException {
        for (int tries = 1; ; tries++) {
            try {
                server.bind(address, backlog);
                return;
            } catch (BindException e) {
                if (tries == TRIES || !isInUse(e) || isListenedAt(address)) {
                    throw e;
                }
            }
            if (tries == 1) {
                LOG.log(System.Logger.Level.INFO, "a connection has the port of {0}: waiting for its end", address);
            }
            pause.run();
        }
    }

    private static boolean isInUse(BindException problem) {
        return String.valueOf(problem.getMessage()).contains("in use");
    }

    private static boolean isListenedAt(InetSocketAddress address) {
        InetAddress host =
                address.getAddress().isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address.getAddress();
        try (Socket probe = new Socket()) {
            // It leaves nothing behind that would keep the port.
            probe.setSoLinger(true, 0);
            probe.connect(new InetSocketAddress(host, address.getPort()), PROBE_MS);
            // The system may give a connection the very port that it goes to.
            return probe.getLocalPort() != probe.getPort();
        } catch (SocketTimeoutException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
