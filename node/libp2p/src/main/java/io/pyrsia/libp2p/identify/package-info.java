/// Identify, push and signed peer records: what a peer says about itself; and ping.
@NullMarked
package io.pyrsia.libp2p.identify;

import org.jspecify.annotations.NullMarked;
