@NullMarked
package io.pyrsia.client;

import org.jspecify.annotations.NullMarked;
