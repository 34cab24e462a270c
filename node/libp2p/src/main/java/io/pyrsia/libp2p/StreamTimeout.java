package io.pyrsia.libp2p;

import java.io.IOException;

/// A deadline passed before the peer did its part.
public final class StreamTimeout extends IOException {

    private static final long serialVersionUID = 1L;

    public StreamTimeout(String message) {
        super(message);
    }
}
