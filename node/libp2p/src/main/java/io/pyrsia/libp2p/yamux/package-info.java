/// Yamux: many streams with flow control over one secured channel.
@NullMarked
package io.pyrsia.libp2p.yamux;

import org.jspecify.annotations.NullMarked;
