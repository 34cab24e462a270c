@NullMarked
package io.pyrsia.log.witness;

import org.jspecify.annotations.NullMarked;
