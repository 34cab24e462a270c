@NullMarked
package io.pyrsia.server.sharing;

import org.jspecify.annotations.NullMarked;
