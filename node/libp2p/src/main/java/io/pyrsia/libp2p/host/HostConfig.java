package io.pyrsia.libp2p.host;

import io.pyrsia.libp2p.PeerArchive;
import io.pyrsia.libp2p.key.Identity;
import io.pyrsia.libp2p.multiformats.Multiaddr;
import java.util.List;

/// How a host is set up.
///
/// @param listen where it listens; port 0 takes any
/// @param announce what it tells others in place of what it finds out about itself, if not empty
/// @param securities what it speaks to secure connections, the one it likes best first
/// @param agent the program's name and version, for others to see
/// @param peers where it remembers peers
public record HostConfig(
        Identity identity,
        List<Multiaddr> listen,
        List<Multiaddr> announce,
        List<SecurityKind> securities,
        String agent,
        PeerArchive peers,
        HostLimits limits) {

    /// The ways to secure a connection.
    public enum SecurityKind {
        TLS,
        NOISE
    }

    public HostConfig {
        listen = List.copyOf(listen);
        announce = List.copyOf(announce);
        securities = List.copyOf(securities);
    }

    /// A host that listens at `listen` and is otherwise set up as usual.
    public static HostConfig of(Identity identity, List<Multiaddr> listen) {
        return new HostConfig(
                identity,
                listen,
                List.of(),
                List.of(SecurityKind.values()),
                "pyrsia",
                PeerArchive.none(),
                HostLimits.DEFAULT);
    }

    public HostConfig withSecurities(List<SecurityKind> kinds) {
        return new HostConfig(identity, listen, announce, kinds, agent, peers, limits);
    }

    public HostConfig withLimits(HostLimits other) {
        return new HostConfig(identity, listen, announce, securities, agent, peers, other);
    }
}
