/// Tests of `io.pyrsia.registry.oci`.
@NullMarked
package io.pyrsia.registry.oci;

import org.jspecify.annotations.NullMarked;
