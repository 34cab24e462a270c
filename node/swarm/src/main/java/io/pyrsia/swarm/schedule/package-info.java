/// Who is asked for which piece: pure state machines without clock, thread or I/O.
@NullMarked
package io.pyrsia.swarm.schedule;

import org.jspecify.annotations.NullMarked;
