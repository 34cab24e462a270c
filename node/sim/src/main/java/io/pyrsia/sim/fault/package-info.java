/// What goes wrong with machines and links, drawn from a plan whose rates are themselves drawn.
@NullMarked
package io.pyrsia.sim.fault;

import org.jspecify.annotations.NullMarked;
