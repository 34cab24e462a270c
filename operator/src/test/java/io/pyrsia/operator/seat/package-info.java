@NullMarked
package io.pyrsia.operator.seat;

import org.jspecify.annotations.NullMarked;
