/// Blobs between nodes over loopback: throughput, many peers, liars and deaths, one seed for many.
@NullMarked
package io.pyrsia.bench.swarm;

import org.jspecify.annotations.NullMarked;
