/// The real host: TCP connections that are secured, multiplexed, limited, and looked after.
@NullMarked
package io.pyrsia.libp2p.host;

import org.jspecify.annotations.NullMarked;
