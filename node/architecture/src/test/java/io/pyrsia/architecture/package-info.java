/// Tests of the whole: who may know whom, what must be deterministic, and that the ritual turns red.
@NullMarked
package io.pyrsia.architecture;

import org.jspecify.annotations.NullMarked;
