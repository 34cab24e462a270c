package io.pyrsia.consensus;

import io.pyrsia.base.NodeId;
import org.apache.tuweni.bytes.Bytes;

/// A question to the signature checker: did this node sign this text?
public record SignatureCheck(NodeId signer, Bytes text, Bytes signature) {}
