@NullMarked
package io.pyrsia.operator.main;

import org.jspecify.annotations.NullMarked;
