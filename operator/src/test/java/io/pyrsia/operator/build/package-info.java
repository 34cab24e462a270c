@NullMarked
package io.pyrsia.operator.build;

import org.jspecify.annotations.NullMarked;
