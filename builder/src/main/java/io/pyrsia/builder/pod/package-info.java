/// A build as the containers of one pod: `fetch`, `build` and `collect`, one after the other.
@NullMarked
package io.pyrsia.builder.pod;

import org.jspecify.annotations.NullMarked;
