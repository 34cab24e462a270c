@NullMarked
package io.pyrsia.server.log;

import org.jspecify.annotations.NullMarked;
