@NullMarked
package io.pyrsia.server.config;

import org.jspecify.annotations.NullMarked;
