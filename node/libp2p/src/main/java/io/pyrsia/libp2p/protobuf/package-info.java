/// The small part of Protocol Buffers that the wire needs, for messages that nobody vouches for.
@NullMarked
package io.pyrsia.libp2p.protobuf;

import org.jspecify.annotations.NullMarked;
