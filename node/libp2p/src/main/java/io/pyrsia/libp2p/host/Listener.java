package io.pyrsia.libp2p.host;

import io.pyrsia.libp2p.multiformats.Multiaddr;
import io.pyrsia.libp2p.transport.TcpAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// One address that the host listens at, with the thread that accepts.
final class Listener {

    private static final int BACKLOG = 512;
    /// The pause after an accept that failed, as when the process has no file left.
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final ServerSocketChannel server;
    private final InetSocketAddress bound;

    private final Thread acceptor;

    private Listener(ServerSocketChannel server, Consumer<SocketChannel> accepted) throws IOException {
        this.server = server;
        this.acceptor = Thread.ofVirtual().name("accept").unstarted(() -> run(accepted));
        this.bound = (InetSocketAddress) server.getLocalAddress();
    }

    static Listener at(Multiaddr address, Consumer<SocketChannel> accepted) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        try {
            server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            PortBinding.bind(server, TcpAddress.resolve(address), BACKLOG);
            Listener listener = new Listener(server, accepted);
            listener.acceptor.start();
            return listener;
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    /// Where others reach it: the bound address, or all of this machine's where it is bound to any.
    List<Multiaddr> addresses() {
        if (!bound.getAddress().isAnyLocalAddress()) {
            return List.of(TcpAddress.of(bound));
        }
        try {
            int length = bound.getAddress().getAddress().length;
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(ip -> ip.getAddress().length == length && !ip.isLinkLocalAddress())
                    .map(this::withPort)
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /// Returns when the port is free again: the JDK gives it back only when the waiting thread has left.
    void close() {
        try {
            server.close();
            acceptor.join();
        } catch (IOException e) {
            // it is gone either way
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Multiaddr withPort(InetAddress ip) {
        return TcpAddress.of(new InetSocketAddress(ip, bound.getPort()));
    }

    private void run(Consumer<SocketChannel> accepted) {
        while (server.isOpen()) {
            try {
                accepted.accept(server.accept());
            } catch (IOException e) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }
}
