package io.pyrsia.libp2p.gossip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.seam.Clock;
import io.pyrsia.base.seam.Randomness;
import io.pyrsia.libp2p.Admission;
import io.pyrsia.libp2p.Host;
import io.pyrsia.libp2p.Messages;
import io.pyrsia.libp2p.host.HostConfig;
import io.pyrsia.libp2p.host.NetworkHost;
import io.pyrsia.libp2p.key.Identity;
import io.pyrsia.libp2p.memory.MemoryNetwork;
import io.pyrsia.libp2p.multiformats.Multiaddr;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Gossip between whole hosts: streams, threads and the real heartbeat.
@Timeout(180)
class GossipHostsTest {

    private static final String TOPIC = "topic";
    private static final Multiaddr ANY = Multiaddr.of("/ip4/127.0.0.1/tcp/0");

    private final List<Host> hosts = new ArrayList<>();
    private final List<Gossip> gossips = new ArrayList<>();
    private final List<BlockingQueue<Bytes>> heard = new ArrayList<>();

    @AfterEach
    void close() {
        gossips.forEach(Gossip::close);
        hosts.forEach(Host::close);
    }

    /// Five hosts in a row over TCP; both ends speak as soon as the last connection stands.
    @Test
    void aChainHearsWhatIsPublishedBeforeTheFirstHeartbeat() throws Exception {
        for (int i = 0; i < 5; i++) {
            add(NetworkHost.start(HostConfig.of(Identity.generate(Randomness.seeded(i)), List.of(ANY))));
        }
        for (int i = 1; i < 5; i++) {
            Host before = hosts.get(i - 1);
            hosts.get(i).connect(before.identity().id(), before.addresses());
        }
        Bytes first = Bytes.of(1);
        Bytes last = Bytes.of(2);
        gossips.getFirst().publish(TOPIC, first);
        gossips.getLast().publish(TOPIC, last);
        for (int i = 0; i < 5; i++) {
            Set<Bytes> expected = i == 0 ? Set.of(last) : i == 4 ? Set.of(first) : Set.of(first, last);
            for (int count = 0; count < expected.size(); count++) {
                Bytes next = heard.get(i).poll(60, TimeUnit.SECONDS);
                assertTrue(next != null && expected.contains(next), "host " + i + " heard " + next);
            }
        }
    }

    /// The peer resets every stream but the third; there it hears again who listens, and the next message.
    @Test
    void aStreamThatThePeerResetIsOpenedAgain() throws Exception {
        MemoryNetwork network = new MemoryNetwork();
        Host moody = network.host(Identity.generate(Randomness.seeded(1)));
        hosts.add(moody);
        AtomicInteger streams = new AtomicInteger();
        BlockingQueue<Rpc> read = new LinkedBlockingQueue<>();
        moody.serve(Gossip.V12, Admission.everyone(), stream -> {
            if (streams.incrementAndGet() < 3) {
                stream.reset();
                return;
            }
            while (true) {
                read.add(RpcCodec.decode(Messages.read(stream, GossipLimits.MAX_RPC_BYTES)));
            }
        });
        add(network.host(Identity.generate(Randomness.seeded(2))));
        hosts.getLast().connect(moody.identity().id(), moody.addresses());
        Rpc greeting = read.poll(60, TimeUnit.SECONDS);
        assertEquals(Rpc.of(List.of(new Rpc.Subscription(true, TOPIC))), greeting);
        assertEquals(3, streams.get());
    }

    private void add(Host host) {
        hosts.add(host);
        Gossip gossip = new Gossip(host, GossipConfig.standard(Set.of(TOPIC)), Clock.system(), Randomness.seeded(7));
        BlockingQueue<Bytes> queue = new LinkedBlockingQueue<>();
        gossip.subscribe(TOPIC, message -> MessageValidator.Verdict.ACCEPT, message -> queue.add(message.data()));
        gossip.start();
        gossips.add(gossip);
        heard.add(queue);
    }
}
