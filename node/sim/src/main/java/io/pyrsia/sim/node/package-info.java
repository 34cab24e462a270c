/// One simulated node: the real core, a process that can die, a disk that outlives it, and a small application.
@NullMarked
package io.pyrsia.sim.node;

import org.jspecify.annotations.NullMarked;
