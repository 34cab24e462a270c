@NullMarked
package io.pyrsia.server.http;

import org.jspecify.annotations.NullMarked;
