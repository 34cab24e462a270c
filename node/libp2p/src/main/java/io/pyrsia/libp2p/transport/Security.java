package io.pyrsia.libp2p.transport;

import io.pyrsia.base.Malformed;
import java.io.IOException;

/// One way to make a secured channel of a wire, for both sides.
public interface Security {

    /// Its name in the negotiation.
    String protocol();

    SecureChannel dial(Wire wire) throws IOException, Malformed;

    SecureChannel accept(Wire wire) throws IOException, Malformed;
}
