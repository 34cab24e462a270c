@NullMarked
package io.pyrsia.log.follow;

import org.jspecify.annotations.NullMarked;
