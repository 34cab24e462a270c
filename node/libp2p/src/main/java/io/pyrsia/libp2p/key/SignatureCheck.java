package io.pyrsia.libp2p.key;

import org.apache.tuweni.bytes.Bytes;

/// One key's answer to the question whether a signature is its own.
@FunctionalInterface
interface SignatureCheck {

    boolean verifies(Bytes message, Bytes signature);
}
