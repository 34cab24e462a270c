package io.pyrsia.libp2p;

import java.io.IOException;

/// A stream or its connection was ended at once, by either side.
public final class StreamReset extends IOException {

    private static final long serialVersionUID = 1L;

    public StreamReset(String message) {
        super(message);
    }
}
