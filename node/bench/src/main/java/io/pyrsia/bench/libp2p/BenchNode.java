package io.pyrsia.bench.libp2p;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.seam.Randomness;
import io.pyrsia.libp2p.Admission;
import io.pyrsia.libp2p.Host;
import io.pyrsia.libp2p.host.HostConfig;
import io.pyrsia.libp2p.host.HostLimits;
import io.pyrsia.libp2p.host.NetworkHost;
import io.pyrsia.libp2p.key.Identity;
import io.pyrsia.libp2p.multiformats.Multiaddr;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/// One of our nodes as a process of its own: `serve KIND` prints its address, serves, and answers each line of its
/// input with what it holds; `drive KIND ADDRESS BYTES CONNECTS` measures a node at that address.
public final class BenchNode {

    private static final int CONNECTIONS = 12_000;
    private static final int STREAMS = 2_048;

    private BenchNode() {}

    public static void main(String[] arguments) throws IOException, InterruptedException, Malformed {
        HostConfig.SecurityKind kind = HostConfig.SecurityKind.valueOf(arguments[1].toUpperCase(Locale.ROOT));
        if (arguments[0].equals("serve")) {
            serve(kind);
        }
        try (Host host = start(kind, List.of())) {
            Driver driver = new Driver(host, Multiaddr.parse(arguments[2]));
            System.out.println(driver.drive(Long.parseLong(arguments[3]), Integer.parseInt(arguments[4])));
        }
    }

    private static void serve(HostConfig.SecurityKind kind) throws IOException, InterruptedException {
        Host host = start(kind, List.of(Multiaddr.of("/ip4/127.0.0.1/tcp/0")));
        host.serve(Transfer.PROTOCOL, Admission.everyone(), Transfer::answer);
        System.out.println(host.addresses().getFirst().withPeer(host.identity().id()));
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (questions.readLine() != null) {
            System.out.println(host.connections().size() + " " + Footprint.now());
        }
        Thread.currentThread().join();
    }

    private static Host start(HostConfig.SecurityKind kind, List<Multiaddr> listen) throws IOException {
        HostLimits usual = HostLimits.DEFAULT;
        HostLimits limits = new HostLimits(
                CONNECTIONS,
                CONNECTIONS,
                usual.connectionsPerPeer(),
                usual.connectionsPerIp(),
                usual.handshakes(),
                STREAMS,
                usual.receivedBytes(),
                usual.handshake(),
                usual.dial(),
                usual.negotiation(),
                usual.grace(),
                usual.yamux());
        return NetworkHost.start(HostConfig.of(Identity.generate(Randomness.secure()), listen)
                .withSecurities(List.of(kind))
                .withLimits(limits));
    }
}
