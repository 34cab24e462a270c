/// A simulator that breaks consensus: a whole network in one thread on virtual time, where a failure is a seed.
@NullMarked
package io.pyrsia.sim;

import org.jspecify.annotations.NullMarked;
