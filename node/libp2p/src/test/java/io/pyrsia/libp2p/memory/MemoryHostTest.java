package io.pyrsia.libp2p.memory;

import io.pyrsia.libp2p.Host;
import io.pyrsia.libp2p.HostConformance;
import io.pyrsia.libp2p.key.Identity;

class MemoryHostTest extends HostConformance {

    private final MemoryNetwork network = new MemoryNetwork();

    @Override
    protected Host start(Identity identity) {
        return network.host(identity);
    }
}
