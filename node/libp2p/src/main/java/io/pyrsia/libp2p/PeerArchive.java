package io.pyrsia.libp2p;

import io.pyrsia.libp2p.multiformats.PeerId;
import java.util.List;

/// Where a peer store's entries outlive the process; called under the store's lock, so it should only note the change
/// and write later.
public interface PeerArchive {

    List<PeerStore.Entry> load();

    void save(PeerStore.Entry entry);

    void remove(PeerId peer);

    /// Forgets everything with the process.
    static PeerArchive none() {
        return new PeerArchive() {
            @Override
            public List<PeerStore.Entry> load() {
                return List.of();
            }

            @Override
            public void save(PeerStore.Entry entry) {}

            @Override
            public void remove(PeerId peer) {}
        };
    }
}
