package io.pyrsia.consensus;

import io.pyrsia.base.NodeId;
import org.apache.tuweni.bytes.Bytes;

/// The key of this node: the only place where a signature comes from, asked through the vote table alone.
///
/// The answer must depend on the text only (Ed25519 does), or a replayed run differs from the first.
public interface Signer {

    NodeId id();

    Bytes sign(Bytes text);
}
