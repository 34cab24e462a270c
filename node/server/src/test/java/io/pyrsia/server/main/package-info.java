@NullMarked
package io.pyrsia.server.main;

import org.jspecify.annotations.NullMarked;
