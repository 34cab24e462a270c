package io.pyrsia.libp2p.kad;

import io.pyrsia.base.seam.Clock;
import io.pyrsia.libp2p.Connection;
import io.pyrsia.libp2p.Host;
import io.pyrsia.libp2p.multiformats.Multiaddr;
import io.pyrsia.libp2p.multiformats.PeerId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.apache.tuweni.bytes.Bytes;

/// This node's part in the distributed hash table: it finds peers, providers and records, and keeps its own known.
///
/// The methods block, best on a virtual thread; any thread may call them.
public final class Kademlia implements AutoCloseable {

    private final Host host;
    private final Clock clock;
    private final KadNode node;
    private final KadClient client;
    private final LookupRunner runner;
    private final KadMaintenance maintenance;

    public Kademlia(Host host, KadConfig config, RecordValidator validator, Clock clock, RandomGenerator random) {
        this.host = host;
        this.clock = clock;
        this.node = new KadNode(host, config, validator, clock);
        this.client = new KadClient(host, config);
        this.runner = new LookupRunner(host.identity().id(), config, client);
        this.maintenance = new KadMaintenance(this, node, clock, random);
    }

    /// Begins to answer, where this node is a server, to learn of peers, and to repeat what has to be repeated.
    public void start() {
        node.start();
        maintenance.start();
    }

    @Override
    public void close() {
        maintenance.close();
        node.close();
    }

    /// The peers that this node could ask now.
    public int knownPeers() {
        return node.read((table, providers, records) -> table.size());
    }

    /// The peers closest to `key` in the whole network, as far as they answer.
    public List<KadPeer> closestPeers(Bytes key) throws InterruptedException {
        return search(KadMessage.of(KadMessage.Type.FIND_NODE, key), (peer, answer) -> false);
    }

    /// Where `peer` is, if someone knows it.
    public Optional<KadPeer> findPeer(PeerId peer) throws InterruptedException {
        Optional<Connection> present = host.connections().stream()
                .filter(connection -> connection.peer().equals(peer))
                .findFirst();
        if (present.isPresent()) {
            return Optional.of(new KadPeer(peer, List.of(present.get().remoteAddress())));
        }
        AtomicReference<Optional<KadPeer>> found = new AtomicReference<>(Optional.empty());
        search(KadMessage.of(KadMessage.Type.FIND_NODE, peer.multihash()), (from, answer) -> {
            answer.closer().stream()
                    .filter(closer ->
                            closer.id().equals(peer) && !closer.addresses().isEmpty())
                    .findFirst()
                    .ifPresent(closer -> found.set(Optional.of(closer)));
            return found.get().isPresent();
        });
        return found.get();
    }

    /// Tells the peers closest to the multihash `key` that this node provides it, and again every 22 hours; the number
    /// of peers that took it.
    public int provide(Bytes key) throws InterruptedException {
        maintenance.remember(key);
        KadPeer self = new KadPeer(host.identity().id(), host.addresses());
        node.write((table, providers, records) -> providers.add(key, self, clock.nanos()));
        KadMessage message = KadMessage.of(KadMessage.Type.ADD_PROVIDER, key).withProviders(List.of(self));
        return KadFanOut.count(closestPeers(key), peer -> client.tell(peer, message));
    }

    /// Does not repeat `key` any more; what others know runs out by itself.
    public void withdraw(Bytes key) {
        maintenance.forget(key);
    }

    /// Providers of the multihash `key`, ending the search when `enough` are known.
    public List<KadPeer> findProviders(Bytes key, int enough) throws InterruptedException {
        Map<PeerId, KadPeer> found = new LinkedHashMap<>();
        node.read((table, providers, records) -> providers.of(key, clock.nanos()))
                .forEach(provider -> found.put(provider.id(), provider));
        if (found.size() < enough) {
            search(KadMessage.of(KadMessage.Type.GET_PROVIDERS, key), (peer, answer) -> {
                answer.providers().forEach(provider -> found.merge(provider.id(), provider, Kademlia::moreAddresses));
                return found.size() >= enough;
            });
        }
        return List.copyOf(found.values());
    }

    /// Puts a record at the peers closest to its key, and again every 22 hours; the number of peers that keep it.
    public int put(KadRecord record) throws InterruptedException {
        if (!record.fits() || !node.validator().valid(record)) {
            throw new IllegalArgumentException("a record that its own node does not accept");
        }
        maintenance.remember(record);
        node.write((table, providers, records) -> records.put(record, clock.nanos()));
        return KadFanOut.count(closestPeers(record.key()), peer -> putAt(peer, record));
    }

    /// The best valid record that is found under `key`; peers close to it that have a worse one or none are given it.
    public Optional<KadRecord> get(Bytes key) throws InterruptedException {
        AtomicReference<Optional<KadRecord>> best =
                new AtomicReference<>(node.read((table, providers, records) -> records.get(key, clock.nanos())));
        Map<PeerId, KadRecord> held = new HashMap<>();
        AtomicInteger answers = new AtomicInteger();
        List<KadPeer> closest = search(KadMessage.of(KadMessage.Type.GET_VALUE, key), (peer, answer) -> {
            answer.record().filter(record -> acceptable(record, key)).ifPresent(record -> {
                held.put(peer, record);
                answers.incrementAndGet();
                best.updateAndGet(present -> better(present, record));
            });
            return answers.get() >= ENOUGH_RECORDS;
        });
        best.get().ifPresent(record -> correct(record, closest, held));
        return best.get();
    }

    /// Copies of a record that must be seen before the best of them counts.
    static final int ENOUGH_RECORDS = 5;

    private void correct(KadRecord best, List<KadPeer> closest, Map<PeerId, KadRecord> held) {
        closest.stream()
                .filter(peer -> !best.equals(held.get(peer.id())))
                .forEach(peer -> Thread.ofVirtual().name("kad-correct").start(() -> putAt(peer, best)));
    }

    private boolean putAt(KadPeer peer, KadRecord record) {
        KadMessage request =
                KadMessage.of(KadMessage.Type.PUT_VALUE, record.key()).withRecord(record);
        return client.ask(peer, request).flatMap(KadMessage::record).equals(Optional.of(record));
    }

    private Optional<KadRecord> better(Optional<KadRecord> present, KadRecord candidate) {
        return present.isPresent() && !node.validator().better(candidate, present.get())
                ? present
                : Optional.of(candidate);
    }

    KadMaintenance maintenance() {
        return maintenance;
    }

    /// Looks for this node itself and for a place anywhere, so that the table fills.
    void refresh(RandomGenerator random) throws InterruptedException {
        closestPeers(host.identity().id().multihash());
        byte[] anywhere = new byte[KadKey.BITS / Byte.SIZE];
        random.nextBytes(anywhere);
        closestPeers(Bytes.wrap(anywhere));
    }

    private boolean acceptable(KadRecord record, Bytes key) {
        return record.key().equals(key) && record.fits() && node.validator().valid(record);
    }

    private List<KadPeer> search(KadMessage request, LookupRunner.Visitor visitor) throws InterruptedException {
        return runner.run(request, node.seeds(request.key()), visitor, node::failed);
    }

    private static KadPeer moreAddresses(KadPeer one, KadPeer other) {
        List<Multiaddr> all = new ArrayList<>(one.addresses());
        other.addresses().stream().filter(address -> !all.contains(address)).forEach(all::add);
        return new KadPeer(one.id(), all);
    }
}
