package io.pyrsia.libp2p.host;

import io.pyrsia.libp2p.Host;
import io.pyrsia.libp2p.HostConformance;
import io.pyrsia.libp2p.key.Identity;
import io.pyrsia.libp2p.multiformats.Multiaddr;
import java.io.IOException;
import java.util.List;

class TlsHostTest extends HostConformance {

    @Override
    protected Host start(Identity identity) throws IOException {
        return NetworkHost.start(HostConfig.of(identity, List.of(Multiaddr.of("/ip4/127.0.0.1/tcp/0")))
                .withSecurities(List.of(HostConfig.SecurityKind.TLS)));
    }
}
