/// What every part speaks in: bytes and digests, names, limits, canonical JSON, and the seams for time and randomness.
@NullMarked
package io.pyrsia.base;

import org.jspecify.annotations.NullMarked;
