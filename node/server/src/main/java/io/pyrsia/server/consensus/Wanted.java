package io.pyrsia.server.consensus;

import java.util.LinkedHashSet;
import org.apache.tuweni.bytes.Bytes;

/// The blocks that this node asked for because a certificate names them; safe for use by many threads.
final class Wanted {

    private static final int MAX_BLOCKS = 256;

    /// Guarded by this.
    private final LinkedHashSet<Bytes> digests = new LinkedHashSet<>();

    synchronized void add(Bytes digest) {
        if (digests.size() >= MAX_BLOCKS) {
            digests.removeFirst();
        }
        digests.add(digest);
    }

    synchronized boolean contains(Bytes digest) {
        return digests.contains(digest);
    }
}
