package io.pyrsia.libp2p.kad;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.seam.Clock;
import io.pyrsia.libp2p.Admission;
import io.pyrsia.libp2p.Connection;
import io.pyrsia.libp2p.Host;
import io.pyrsia.libp2p.HostObserver;
import io.pyrsia.libp2p.Messages;
import io.pyrsia.libp2p.Stream;
import io.pyrsia.libp2p.multiformats.Multiaddr;
import io.pyrsia.libp2p.multiformats.PeerId;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;

/// Owner of the table and the stores: learns from the host's connections and answers the peers.
final class KadNode implements HostObserver {

    /// A stream on which nothing is asked for so long is ended.
    private static final Duration IDLE = Duration.ofSeconds(30);

    /// What is done with the state while nobody else sees it.
    @FunctionalInterface
    interface Work<T> {
        T on(RoutingTable table, ProviderStore providers, RecordStore records);
    }

    private final Host host;
    private final KadConfig config;
    private final RecordValidator validator;
    private final Clock clock;

    /// These four are owned by this object's lock.
    private final RoutingTable table;

    private final ProviderStore providers = new ProviderStore();
    private final RecordStore records;
    private final KadServer server;

    KadNode(Host host, KadConfig config, RecordValidator validator, Clock clock) {
        this.host = host;
        this.config = config;
        this.validator = validator;
        this.clock = clock;
        this.table = new RoutingTable(host.identity().id(), KadConfig.BUCKET_SIZE);
        this.records = new RecordStore(validator);
        this.server = new KadServer(table, providers, records);
    }

    void start() {
        host.observe(this);
        if (config.server()) {
            host.serve(config.protocol(), Admission.everyone(), this::handle);
        }
        host.connections().forEach(this::identified);
    }

    void close() {
        if (config.server()) {
            host.withdraw(config.protocol());
        }
    }

    RecordValidator validator() {
        return validator;
    }

    synchronized <T> T read(Work<T> work) {
        return work.on(table, providers, records);
    }

    synchronized boolean write(Work<Boolean> work) {
        return work.on(table, providers, records);
    }

    /// Where a search for `key` begins: the known peers that are closest, and servers that are connected but found no
    /// room in the table.
    List<KadPeer> seeds(Bytes key) {
        KadKey target = KadKey.of(key);
        Map<PeerId, KadPeer> seeds = new LinkedHashMap<>();
        read((known, p, r) -> known.closest(target, KadConfig.BUCKET_SIZE)).forEach(peer -> seeds.put(peer.id(), peer));
        if (seeds.size() < KadConfig.BUCKET_SIZE) {
            host.connections().stream()
                    .filter(connection -> serves(connection.peer()))
                    .limit(KadConfig.BUCKET_SIZE)
                    .forEach(connection -> seeds.putIfAbsent(connection.peer(), peer(connection)));
        }
        return List.copyOf(seeds.values());
    }

    @Override
    public void identified(Connection connection) {
        PeerId peer = connection.peer();
        synchronized (this) {
            if (serves(peer)) {
                table.offer(peer(connection), clock.nanos());
            } else {
                table.remove(peer);
            }
        }
    }

    /// Peers that were asked and did not answer leave the table.
    synchronized void failed(PeerId peer) {
        table.remove(peer);
    }

    private void handle(Stream stream) throws IOException, Malformed {
        PeerId asker = stream.connection().peer();
        while (true) {
            stream.deadline(IDLE);
            Optional<Bytes> request = Messages.next(stream, KadMessage.MAX_BYTES);
            if (request.isEmpty()) {
                return;
            }
            KadMessage message = KadMessage.decode(request.get());
            List<Multiaddr> addresses = host.peers().addresses(asker);
            Optional<KadMessage> answer;
            synchronized (this) {
                answer = server.answer(asker, addresses, message, clock.nanos());
            }
            if (answer.isPresent()) {
                Messages.write(stream, answer.get().encode());
            } else if (message.type() != KadMessage.Type.ADD_PROVIDER) {
                throw new Malformed("a record that is not kept");
            }
        }
    }

    private boolean serves(PeerId peer) {
        return host.peers().protocols(peer).contains(config.protocol());
    }

    /// The peer with the addresses that it says it has.
    private KadPeer peer(Connection connection) {
        List<Multiaddr> known = host.peers().addresses(connection.peer());
        return new KadPeer(connection.peer(), known);
    }
}
