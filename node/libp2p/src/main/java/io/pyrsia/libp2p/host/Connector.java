package io.pyrsia.libp2p.host;

import io.pyrsia.base.Malformed;
import io.pyrsia.libp2p.UnsupportedProtocol;
import io.pyrsia.libp2p.multiformats.Multiaddr;
import io.pyrsia.libp2p.transport.Security;
import io.pyrsia.libp2p.transport.TcpAddress;
import io.pyrsia.libp2p.transport.TcpWire;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Makes secured and multiplexed channels of TCP connections, each step within its time.
final class Connector implements AutoCloseable {

    /// A channel and its ends.
    record Connected(Upgrader.Upgraded upgraded, PeerConnection.Ends ends) {}

    private final Upgrader upgrader;
    private final HostLimits limits;

    /// Ends handshakes that take too long.
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("libp2p-timer").factory());

    Connector(List<Security> securities, HostLimits limits) {
        this.upgrader = new Upgrader(securities);
        this.limits = limits;
        timer.setRemoveOnCancelPolicy(true);
    }

    /// Connects to `address`. Where a handshake fails that the peer agreed to, those that are left are tried anew:
    /// all prove the same key, and a peer whose one security does not fit ours must not be out of reach.
    Connected dial(Multiaddr address) throws IOException, Malformed {
        Set<String> failed = new HashSet<>();
        Upgrader.@Nullable SecurityFailed reason = null;
        while (true) {
            try {
                return dial(address, failed);
            } catch (Upgrader.SecurityFailed e) {
                reason = e;
                failed.add(e.protocol());
            } catch (UnsupportedProtocol e) {
                throw reason == null ? e : reason; // nothing is left to offer
            }
        }
    }

    private Connected dial(Multiaddr address, Set<String> failed) throws IOException, Malformed {
        if (upgrader.offers(failed).isEmpty()) {
            throw new UnsupportedProtocol("no security is left");
        }
        InetSocketAddress target = TcpAddress.resolve(address);
        SocketChannel socket = SocketChannel.open();
        try {
            socket.socket().connect(target, Math.toIntExact(limits.dial().toMillis()));
            TcpWire wire = new TcpWire(socket);
            ScheduledFuture<?> alarm = alarm(wire);
            Upgrader.Upgraded upgraded = upgrader.dial(wire, failed);
            alarm.cancel(false);
            return new Connected(upgraded, ends(socket, true));
        } catch (IOException | Malformed | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /// Answers whoever dialled `socket`, which stays open when this fails.
    Connected accept(SocketChannel socket) throws IOException, Malformed {
        TcpWire wire = new TcpWire(socket);
        ScheduledFuture<?> alarm = alarm(wire);
        Upgrader.Upgraded upgraded = upgrader.accept(wire);
        alarm.cancel(false);
        return new Connected(upgraded, ends(socket, false));
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private ScheduledFuture<?> alarm(TcpWire wire) {
        return timer.schedule(wire::close, limits.handshake().toMillis(), TimeUnit.MILLISECONDS);
    }

    private static PeerConnection.Ends ends(SocketChannel socket, boolean outbound) throws IOException {
        return new PeerConnection.Ends(
                TcpAddress.of((InetSocketAddress) socket.getLocalAddress()),
                TcpAddress.of((InetSocketAddress) socket.getRemoteAddress()),
                outbound);
    }
}
