/// Tests of repair, on stores with planted damage.
@NullMarked
package io.pyrsia.server.repair;

import org.jspecify.annotations.NullMarked;
