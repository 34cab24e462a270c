/// Tests of `io.pyrsia.registry.http`.
@NullMarked
package io.pyrsia.registry.http;

import org.jspecify.annotations.NullMarked;
