/// Faulty authorities, one way of lying in each file.
@NullMarked
package io.pyrsia.sim.liar;

import org.jspecify.annotations.NullMarked;
