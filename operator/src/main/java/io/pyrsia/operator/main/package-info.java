/// The operator as a process.
@NullMarked
package io.pyrsia.operator.main;

import org.jspecify.annotations.NullMarked;
