package io.pyrsia.libp2p.host;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.seam.Randomness;
import io.pyrsia.libp2p.Admission;
import io.pyrsia.libp2p.Connection;
import io.pyrsia.libp2p.Deadline;
import io.pyrsia.libp2p.Host;
import io.pyrsia.libp2p.HostObserver;
import io.pyrsia.libp2p.PeerStore;
import io.pyrsia.libp2p.PeerUnreachable;
import io.pyrsia.libp2p.StreamHandler;
import io.pyrsia.libp2p.identify.Ping;
import io.pyrsia.libp2p.key.Identity;
import io.pyrsia.libp2p.multiformats.Multiaddr;
import io.pyrsia.libp2p.multiformats.PeerId;
import io.pyrsia.libp2p.multistream.Multistream;
import io.pyrsia.libp2p.noise.NoiseHandshake;
import io.pyrsia.libp2p.tls.TlsHandshake;
import io.pyrsia.libp2p.transport.Security;
import io.pyrsia.libp2p.transport.TcpAddress;
import io.pyrsia.libp2p.transport.TcpWire;
import io.pyrsia.libp2p.yamux.MemoryBudget;
import io.pyrsia.libp2p.yamux.YamuxSession;
import io.pyrsia.libp2p.yamux.YamuxStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// The host on the real network: TCP, secured and multiplexed.
public final class NetworkHost implements Host {

    private static final System.Logger LOG = System.getLogger(NetworkHost.class.getName());

    private static final Duration TICK = Duration.ofSeconds(1);

    private final HostConfig config;
    private final PeerStore peers;
    private final Services services = new Services();
    private final ConnectionTable table;
    private final MemoryBudget budget;
    private final Upgrader upgrader;
    private final Identifier identifier;
    private final List<HostObserver> observers = new CopyOnWriteArrayList<>();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final Map<PeerId, ReentrantLock> dialling = new ConcurrentHashMap<>();

    /// Looks after the connections.
    private final Thread keeper = Thread.ofVirtual().name("libp2p-keeper").unstarted(this::keep);

    /// Ends handshakes that take too long.
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("libp2p-timer").factory());

    private NetworkHost(HostConfig config) {
        this.config = config;
        this.peers = new PeerStore(config.peers());
        this.table = new ConnectionTable(config.limits());
        this.budget = new MemoryBudget(config.limits().receivedBytes());
        this.upgrader =
                new Upgrader(config.securities().stream().map(this::security).toList());
        this.identifier = new Identifier(config, peers, services, this::addresses, this::identified);
        timer.setRemoveOnCancelPolicy(true);
    }

    /// Starts a host that listens where `config` says.
    public static NetworkHost start(HostConfig config) throws IOException {
        NetworkHost host = new NetworkHost(config);
        host.identifier.serve();
        host.services.serve(Ping.PROTOCOL, Admission.everyone(), Ping::answer);
        try {
            for (Multiaddr address : config.listen()) {
                host.listeners.add(Listener.at(address, host::accepted));
            }
        } catch (IOException e) {
            host.close();
            throw e;
        }
        host.keeper.start();
        return host;
    }

    @Override
    public Identity identity() {
        return config.identity();
    }

    @Override
    public List<Multiaddr> addresses() {
        if (!config.announce().isEmpty()) {
            return config.announce();
        }
        return listeners.stream()
                .flatMap(listener -> listener.addresses().stream())
                .toList();
    }

    @Override
    public PeerStore peers() {
        return peers;
    }

    @Override
    public Connection connect(PeerId peer, List<Multiaddr> addresses) throws IOException {
        Optional<PeerConnection> present = table.find(peer);
        if (present.isPresent()) {
            return present.get();
        }
        if (peer.equals(identity().id())) {
            throw new PeerUnreachable("a host does not dial itself");
        }
        ReentrantLock turn = dialling.computeIfAbsent(peer, key -> new ReentrantLock());
        turn.lock();
        try {
            present = table.find(peer);
            if (present.isPresent()) {
                return present.get();
            }
            List<Multiaddr> candidates = new ArrayList<>(addresses);
            candidates.addAll(peers.addresses(peer));
            PeerConnection made = new Dialler(address -> dial(peer, address)).dial(candidates);
            peers.addAddresses(peer, List.of(made.remoteAddress()));
            return made;
        } finally {
            turn.unlock();
            if (!turn.hasQueuedThreads()) {
                dialling.remove(peer, turn);
            }
        }
    }

    @Override
    public List<Connection> connections() {
        return List.copyOf(table.all());
    }

    @Override
    public void serve(String protocol, Admission admission, StreamHandler handler) {
        services.serve(protocol, admission, handler);
        table.all().forEach(identifier::push);
    }

    @Override
    public void withdraw(String protocol) {
        if (services.withdraw(protocol)) {
            table.all().forEach(identifier::push);
        }
    }

    @Override
    public void observe(HostObserver observer) {
        observers.add(observer);
    }

    @Override
    public void close() {
        listeners.forEach(Listener::close);
        table.close().forEach(PeerConnection::close);
        keeper.interrupt();
        timer.shutdownNow();
    }

    /// The bytes that slow readers may still leave lying about; all of them when nothing is open.
    long unreadLeft() {
        return budget.left();
    }

    long unreadLimit() {
        return config.limits().receivedBytes();
    }

    /// What is still counted for peers, addresses and dials; nothing when no connection is there.
    int tracked() {
        return table.tracked() + dialling.size();
    }

    private Security security(HostConfig.SecurityKind kind) {
        return switch (kind) {
            case TLS -> new TlsHandshake(identity(), Upgrader.MUXERS);
            case NOISE -> new NoiseHandshake(identity(), Upgrader.MUXERS, Randomness.secure());
        };
    }

    private PeerConnection dial(PeerId peer, Multiaddr address) throws IOException {
        InetSocketAddress target = TcpAddress.resolve(address);
        SocketChannel socket = SocketChannel.open();
        try {
            socket.socket()
                    .connect(target, Math.toIntExact(config.limits().dial().toMillis()));
            TcpWire wire = new TcpWire(socket);
            ScheduledFuture<?> alarm = alarm(wire);
            Upgrader.Upgraded upgraded = upgrader.dial(wire);
            alarm.cancel(false);
            if (!PeerId.of(upgraded.channel().peerKey()).equals(peer)) {
                throw new PeerUnreachable(address + " is another peer");
            }
            return connected(upgraded, ends(socket, true), () -> {});
        } catch (IOException | Malformed e) {
            socket.close();
            throw e instanceof IOException failure ? failure : new IOException(e.getMessage(), e);
        }
    }

    private void accepted(SocketChannel socket) {
        InetAddress ip = socket.socket().getInetAddress();
        if (!table.arrived(ip)) {
            close(socket);
            return;
        }
        Thread.ofVirtual().name("handshake").start(() -> {
            boolean connected = false;
            try {
                TcpWire wire = new TcpWire(socket);
                ScheduledFuture<?> alarm = alarm(wire);
                Upgrader.Upgraded upgraded = upgrader.accept(wire);
                alarm.cancel(false);
                connected(upgraded, ends(socket, false), () -> table.left(ip));
                connected = true;
            } catch (IOException | Malformed | RuntimeException e) {
                LOG.log(System.Logger.Level.DEBUG, () -> "a handshake failed: " + e);
            } finally {
                table.shaken();
                if (!connected) {
                    table.left(ip);
                    close(socket);
                }
            }
        });
    }

    private PeerConnection connected(Upgrader.Upgraded upgraded, PeerConnection.Ends ends, Runnable onEnd)
            throws IOException {
        PeerConnection connection = new PeerConnection(
                upgraded.channel().peerKey(), ends, peers, config.limits().negotiation());
        YamuxSession session = new YamuxSession(
                upgraded.channel(),
                upgraded.rest(),
                ends.outbound(),
                config.limits().yamux(),
                budget,
                table.slots(connection.peer()),
                stream -> answer(connection, stream),
                reason -> ended(connection, reason, onEnd));
        connection.carriedBy(session);
        if (!table.add(connection)) {
            throw new IOException("too many connections with " + connection.peer());
        }
        synchronized (connection) {
            observers.forEach(observer -> observer.connected(connection));
        }
        session.start();
        identifier.ask(connection);
        return connection;
    }

    private void identified(PeerConnection connection) {
        synchronized (connection) {
            if (connection.open()) {
                observers.forEach(observer -> observer.identified(connection));
            }
        }
    }

    private void ended(PeerConnection connection, String reason, Runnable onEnd) {
        LOG.log(System.Logger.Level.DEBUG, () -> connection + " ended: " + reason);
        table.remove(connection);
        onEnd.run();
        synchronized (connection) {
            observers.forEach(observer -> observer.disconnected(connection));
        }
    }

    private void answer(PeerConnection connection, YamuxStream stream) {
        try {
            stream.deadline(Deadline.after(config.limits().negotiation()));
            PeerId peer = connection.peer();
            Optional<String> protocol = Multistream.answer(
                    stream, proposed -> services.handler(proposed, peer).isPresent());
            stream.deadline(Deadline.NONE);
            Optional<StreamHandler> handler = protocol.flatMap(agreed -> services.handler(agreed, peer));
            if (handler.isPresent()) {
                handler.get().handle(new PeerStream(stream, protocol.get(), connection, false));
            }
            stream.close();
        } catch (IOException | InterruptedException | Malformed e) {
            stream.reset();
        } catch (RuntimeException e) {
            stream.reset();
            LOG.log(System.Logger.Level.WARNING, () -> "a protocol handler failed for " + connection + ": " + e);
        }
    }

    private void keep() {
        try {
            while (true) {
                Thread.sleep(TICK);
                long now = System.nanoTime();
                table.all().forEach(connection -> connection.session().tick(now));
                table.superfluous(now).forEach(PeerConnection::close);
            }
        } catch (InterruptedException e) {
            // the host is closed
        }
    }

    private ScheduledFuture<?> alarm(TcpWire wire) {
        return timer.schedule(wire::close, config.limits().handshake().toMillis(), TimeUnit.MILLISECONDS);
    }

    private static PeerConnection.Ends ends(SocketChannel socket, boolean outbound) throws IOException {
        return new PeerConnection.Ends(
                TcpAddress.of((InetSocketAddress) socket.getLocalAddress()),
                TcpAddress.of((InetSocketAddress) socket.getRemoteAddress()),
                outbound);
    }

    private static void close(SocketChannel socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is gone either way
        }
    }
}
