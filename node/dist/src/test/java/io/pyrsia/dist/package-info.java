/// Tests of the distribution as people unpack and start it.
@NullMarked
package io.pyrsia.dist;

import org.jspecify.annotations.NullMarked;
