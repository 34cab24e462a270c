/// The fault script: whole networks of real processes that are killed, stopped, cut off, starved and misled while
/// they work.
@NullMarked
package io.pyrsia.dist.faults;

import org.jspecify.annotations.NullMarked;
