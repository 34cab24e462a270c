package io.pyrsia.libp2p;

import java.io.IOException;

/// No address led to the peer.
public final class PeerUnreachable extends IOException {

    private static final long serialVersionUID = 1L;

    public PeerUnreachable(String message) {
        super(message);
    }
}
