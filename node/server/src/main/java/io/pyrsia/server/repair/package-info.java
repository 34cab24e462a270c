/// Repair of a damaged store: what can be had again is taken from peers' logs and proven, or made again; what cannot is
/// left out, and said.
@NullMarked
package io.pyrsia.server.repair;

import org.jspecify.annotations.NullMarked;
