/// What must hold in every run, one property in each file; a checker throws at the event that breaks its property.
@NullMarked
package io.pyrsia.sim.check;

import org.jspecify.annotations.NullMarked;
