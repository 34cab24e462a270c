/// Our wire beside go-libp2p in one run: both speak the same little protocol, so that any two can be paired.
@NullMarked
package io.pyrsia.bench.libp2p;

import org.jspecify.annotations.NullMarked;
