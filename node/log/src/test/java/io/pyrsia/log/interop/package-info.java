@NullMarked
package io.pyrsia.log.interop;

import org.jspecify.annotations.NullMarked;
