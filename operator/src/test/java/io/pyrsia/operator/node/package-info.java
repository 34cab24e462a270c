@NullMarked
package io.pyrsia.operator.node;

import org.jspecify.annotations.NullMarked;
