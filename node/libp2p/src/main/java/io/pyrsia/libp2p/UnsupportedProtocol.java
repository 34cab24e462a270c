package io.pyrsia.libp2p;

import java.io.IOException;

/// The peer has none of the protocols that were asked for.
public final class UnsupportedProtocol extends IOException {

    private static final long serialVersionUID = 1L;

    public UnsupportedProtocol(String message) {
        super(message);
    }
}
