/// Tests of catching up from nodes of which some lie.
@NullMarked
package io.pyrsia.server.sync;

import org.jspecify.annotations.NullMarked;
