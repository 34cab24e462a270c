package io.pyrsia.libp2p.discovery;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.seam.Clock;
import io.pyrsia.libp2p.Host;
import io.pyrsia.libp2p.multiformats.Multiaddr;
import io.pyrsia.libp2p.multiformats.PeerId;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;
import org.apache.tuweni.bytes.Bytes;

/// Finds peers on the local network and connects to them, and lets itself be found.
public final class Mdns implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Mdns.class.getName());

    static final Duration QUERY_EVERY = Duration.ofMinutes(1);
    /// However often it is asked.
    static final Duration ANSWER_AT_MOST_EVERY = Duration.ofMillis(500);
    /// Peers that are being connected to at a time; what is announced beyond that is passed over until it comes again.
    static final int MAX_CONNECTING = 8;
    /// A peer that was announced is not tried again for so long.
    static final Duration TRY_AGAIN = Duration.ofSeconds(30);

    static final int MAX_REMEMBERED = 1_000;
    private static final int PEER_NAME_LENGTH = 40;
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);

    private final Host host;
    private final MulticastGroup group;
    private final Clock clock;
    private final String peerName;
    private final Semaphore connecting = new Semaphore(MAX_CONNECTING);

    /// When each peer was last tried, the longest ago first; this and the next are owned by the receiving thread.
    private final Map<PeerId, Long> triedNanos = new LinkedHashMap<>();

    private long answeredNanos;

    private final Thread receiver = Thread.ofVirtual().name("mdns-receive").unstarted(this::receive);
    private final Thread asker = Thread.ofVirtual().name("mdns-ask").unstarted(this::ask);

    public Mdns(Host host, MulticastGroup group, Clock clock, RandomGenerator random) {
        this.host = host;
        this.group = group;
        this.clock = clock;
        this.answeredNanos = clock.nanos() - ANSWER_AT_MOST_EVERY.toNanos();
        StringBuilder name = new StringBuilder();
        random.ints(PEER_NAME_LENGTH, 'a', 'z' + 1).forEach(letter -> name.append((char) letter));
        this.peerName = name.toString();
    }

    public void start() {
        receiver.start();
        asker.start();
    }

    @Override
    public void close() throws IOException {
        receiver.interrupt();
        asker.interrupt();
        group.close();
    }

    private void ask() {
        try {
            while (true) {
                send(MdnsPacket.query());
                Thread.sleep(QUERY_EVERY);
            }
        } catch (InterruptedException e) {
            // closed
        }
    }

    private void receive() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    take(MdnsPacket.read(group.receive()));
                } catch (Malformed e) {
                    LOG.log(System.Logger.Level.DEBUG, () -> "multicast DNS: " + e.reason());
                } catch (IOException e) {
                    LOG.log(System.Logger.Level.DEBUG, () -> "multicast DNS: " + e);
                    Thread.sleep(PAUSE_AFTER_FAILURE);
                }
            }
        } catch (InterruptedException e) {
            // closed
        }
    }

    private void take(MdnsPacket packet) {
        switch (packet) {
            case MdnsPacket.Query _ -> answer();
            case MdnsPacket.Answer answer ->
                answer.addresses().stream()
                        .map(address -> address.peer().orElseThrow())
                        .distinct()
                        .forEach(peer -> found(peer, answer.addresses()));
            case MdnsPacket.Unrelated _ -> {}
        }
    }

    private void answer() {
        if (clock.nanos() - answeredNanos >= ANSWER_AT_MOST_EVERY.toNanos()) {
            answeredNanos = clock.nanos();
            PeerId self = host.identity().id();
            send(MdnsPacket.answer(
                    peerName,
                    host.addresses().stream()
                            .map(address -> address.withPeer(self))
                            .toList()));
        }
    }

    private void found(PeerId peer, List<Multiaddr> said) {
        long now = clock.nanos();
        triedNanos.values().removeIf(tried -> now - tried >= TRY_AGAIN.toNanos());
        boolean known = peer.equals(host.identity().id()) || triedNanos.containsKey(peer);
        if (known || triedNanos.size() >= MAX_REMEMBERED || !connecting.tryAcquire()) {
            return;
        }
        triedNanos.put(peer, now);
        List<Multiaddr> addresses = said.stream()
                .filter(address -> peer.equals(address.peer().orElseThrow()))
                .map(Multiaddr::withoutPeer)
                .toList();
        Thread.ofVirtual().name("mdns-connect").start(() -> {
            try {
                host.connect(peer, addresses);
            } catch (IOException e) {
                LOG.log(System.Logger.Level.DEBUG, () -> "multicast DNS: " + peer + ": " + e.getMessage());
            } finally {
                connecting.release();
            }
        });
    }

    private void send(Bytes packet) {
        try {
            group.send(packet);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, () -> "multicast DNS: " + e);
        }
    }
}
