@NullMarked
package io.pyrsia.server.keys;

import org.jspecify.annotations.NullMarked;
