@NullMarked
package io.pyrsia.log.note;

import org.jspecify.annotations.NullMarked;
