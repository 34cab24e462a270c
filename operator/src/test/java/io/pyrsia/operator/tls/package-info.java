@NullMarked
package io.pyrsia.operator.tls;

import org.jspecify.annotations.NullMarked;
