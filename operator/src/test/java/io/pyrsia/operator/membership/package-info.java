@NullMarked
package io.pyrsia.operator.membership;

import org.jspecify.annotations.NullMarked;
