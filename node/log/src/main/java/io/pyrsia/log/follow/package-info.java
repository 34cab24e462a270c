/// The light client: follows a log and its changing authorities from genesis, on proofs alone, as a pure state machine.
@NullMarked
package io.pyrsia.log.follow;

import org.jspecify.annotations.NullMarked;
