/// One blob from many peers, piece by piece, every piece verified: the protocol `/pyrsia/swarm/1` and what carries out
/// the effects of [io.pyrsia.swarm.schedule]. `docs/internals/swarm.md` explains it.
@NullMarked
package io.pyrsia.swarm;

import org.jspecify.annotations.NullMarked;
