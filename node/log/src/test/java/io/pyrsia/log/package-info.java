@NullMarked
package io.pyrsia.log;

import org.jspecify.annotations.NullMarked;
