package io.pyrsia.libp2p.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pyrsia.base.seam.Randomness;
import io.pyrsia.libp2p.Admission;
import io.pyrsia.libp2p.Connection;
import io.pyrsia.libp2p.HostObserver;
import io.pyrsia.libp2p.Soon;
import io.pyrsia.libp2p.Stream;
import io.pyrsia.libp2p.identify.Identification;
import io.pyrsia.libp2p.identify.PeerRecord;
import io.pyrsia.libp2p.key.Identity;
import io.pyrsia.libp2p.multiformats.Multiaddr;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A peer begins to serve something while its answer to who it is is still under way.
@Timeout(60)
class LateIdentificationTest {

    private final NetworkHost host = host(1);
    private final NetworkHost peer = host(2);

    @AfterEach
    void close() {
        host.close();
        peer.close();
    }

    @Test
    void anAnswerThatComesAfterNewerNewsTakesNothingBack() throws Exception {
        BlockingQueue<Set<String>> heard = new LinkedBlockingQueue<>();
        host.observe(new HostObserver() {
            @Override
            public void identified(Connection connection) {
                heard.add(host.peers().protocols(connection.peer()));
            }
        });
        CountDownLatch newsWereHeard = new CountDownLatch(1);
        peer.serve(Identification.PROTOCOL, Admission.everyone(), stream -> {
            newsWereHeard.await();
            says(7, Set.of("/old")).write(stream);
        });
        host.connect(peer.identity().id(), peer.addresses());
        Soon.holds("a connection", () -> !peer.connections().isEmpty());
        try (Stream push = peer.connections().getFirst().open(List.of(Identification.PUSH))) {
            says(8, Set.of("/old", "/new")).write(push);
        }
        assertEquals(Set.of("/old", "/new"), heard.poll(30, TimeUnit.SECONDS));
        newsWereHeard.countDown();
        assertEquals(Set.of("/old", "/new"), heard.poll(30, TimeUnit.SECONDS));
    }

    private Identification says(long sequence, Set<String> protocols) {
        Identity identity = peer.identity();
        return new Identification(
                Optional.of(identity.key()),
                List.of(),
                protocols,
                Optional.empty(),
                "test",
                Optional.of(PeerRecord.seal(identity, sequence, peer.addresses())));
    }

    private static NetworkHost host(int seed) {
        try {
            return NetworkHost.start(HostConfig.of(
                    Identity.generate(Randomness.seeded(seed)), List.of(Multiaddr.of("/ip4/127.0.0.1/tcp/0"))));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
