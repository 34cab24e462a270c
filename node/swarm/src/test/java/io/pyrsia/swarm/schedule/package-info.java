/// Whole swarms of schedulers on virtual time.
@NullMarked
package io.pyrsia.swarm.schedule;

import org.jspecify.annotations.NullMarked;
