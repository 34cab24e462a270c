package io.pyrsia.swarm;

import io.pyrsia.base.Digest;
import io.pyrsia.libp2p.kad.Kademlia;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/// Provider records in the distributed hash table, under the blob's SHA-256 as a multihash.
public record DhtProviders(Kademlia kademlia) implements Providers {

    private static final Bytes SHA256 = Bytes.of(0x12, 0x20);

    @Override
    public List<Candidate> find(Digest sha256, int enough) throws InterruptedException {
        return kademlia.findProviders(key(sha256), enough).stream()
                .map(provider -> new Candidate(provider.id(), provider.addresses()))
                .toList();
    }

    @Override
    public boolean provide(Digest sha256) throws InterruptedException {
        return kademlia.provide(key(sha256)) > 0;
    }

    @Override
    public void withdraw(Digest sha256) {
        kademlia.withdraw(key(sha256));
    }

    private static Bytes key(Digest sha256) {
        return Bytes.concatenate(SHA256, sha256.value());
    }
}
