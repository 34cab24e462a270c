/// The simulated network: latency, loss, duplication, reordering and partitions, link by link.
@NullMarked
package io.pyrsia.sim.net;

import org.jspecify.annotations.NullMarked;
