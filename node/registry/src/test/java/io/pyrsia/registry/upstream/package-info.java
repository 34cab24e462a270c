/// Tests of `io.pyrsia.registry.upstream`.
@NullMarked
package io.pyrsia.registry.upstream;

import org.jspecify.annotations.NullMarked;
