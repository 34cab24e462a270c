package io.pyrsia.libp2p;

import io.pyrsia.libp2p.multiformats.PeerId;
import java.util.Set;
import java.util.function.Supplier;

/// Who may speak a protocol with this host, asked anew for every stream.
@FunctionalInterface
public interface Admission {

    boolean admits(PeerId peer);

    static Admission everyone() {
        return peer -> true;
    }

    /// Only the peers that the list holds at that moment.
    static Admission only(Supplier<Set<PeerId>> allowed) {
        return peer -> allowed.get().contains(peer);
    }
}
