/// What makes a run repeatable: one virtual clock, seeded randomness in separate streams, a timeline and a hash.
@NullMarked
package io.pyrsia.sim.kernel;

import org.jspecify.annotations.NullMarked;
