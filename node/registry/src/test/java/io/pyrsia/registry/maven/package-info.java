@NullMarked
package io.pyrsia.registry.maven;

import org.jspecify.annotations.NullMarked;
