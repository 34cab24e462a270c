@NullMarked
package io.pyrsia.server.api;

import org.jspecify.annotations.NullMarked;
