package io.pyrsia.libp2p.host;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.crypto.NativeCrypto;
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
import io.pyrsia.libp2p.transport.Loop;
import io.pyrsia.libp2p.transport.Security;
import io.pyrsia.libp2p.yamux.MemoryBudget;
import io.pyrsia.libp2p.yamux.YamuxSession;
import io.pyrsia.libp2p.yamux.YamuxStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
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
    private final Connector connector;
    private final Identifier identifier;
    private final List<HostObserver> observers = new CopyOnWriteArrayList<>();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final Map<PeerId, ReentrantLock> dialling = new ConcurrentHashMap<>();

    /// Looks after the connections.
    private final Thread keeper = Thread.ofVirtual().name("libp2p-keeper").unstarted(this::keep);

    /// Waits for the network.
    private final Loop loop;

    private NetworkHost(HostConfig config) throws IOException {
        this.config = config;
        this.loop = Loop.start();
        this.peers = new PeerStore(config.peers());
        this.table = new ConnectionTable(config.limits());
        this.budget = new MemoryBudget(config.limits().receivedBytes());
        this.connector =
                new Connector(config.securities().stream().map(this::security).toList(), config.limits());
        this.identifier = new Identifier(config, peers, services, this::addresses, this::identified);
    }

    /// Starts a host that listens where `config` says.
    public static NetworkHost start(HostConfig config) throws IOException {
        NativeCrypto.load();
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
        connector.close();
        loop.close();
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
        Connector.Connected made;
        try {
            made = connector.dial(address);
        } catch (Malformed e) {
            throw new IOException(e.getMessage(), e);
        }
        try {
            if (!PeerId.of(made.upgraded().channel().peerKey()).equals(peer)) {
                throw new PeerUnreachable(address + " is another peer");
            }
            return connected(made, () -> {});
        } catch (IOException e) {
            made.upgraded().wire().close();
            throw e;
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
                connected(connector.accept(socket), () -> table.left(ip));
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

    private PeerConnection connected(Connector.Connected made, Runnable onEnd) throws IOException {
        Upgrader.Upgraded upgraded = made.upgraded();
        PeerConnection connection = new PeerConnection(
                upgraded.channel().peerKey(),
                made.ends(),
                peers,
                config.limits().negotiation());
        YamuxSession session = new YamuxSession(
                upgraded.link(loop),
                made.ends().outbound(),
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
        Thread.ofVirtual()
                .name("farewell")
                .start(
                        () -> { // observers may wait, the thread of the network must not
                            synchronized (connection) {
                                observers.forEach(observer -> observer.disconnected(connection));
                            }
                        });
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

    private static void close(SocketChannel socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is gone either way
        }
    }
}
