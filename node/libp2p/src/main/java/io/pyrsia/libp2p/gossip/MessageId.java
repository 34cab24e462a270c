package io.pyrsia.libp2p.gossip;

import org.apache.tuweni.bytes.Bytes;

/// What tells messages apart: the author's id followed by the author's own number of the message.
record MessageId(Bytes bytes) {}
