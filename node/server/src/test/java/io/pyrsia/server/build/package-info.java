@NullMarked
package io.pyrsia.server.build;

import org.jspecify.annotations.NullMarked;
