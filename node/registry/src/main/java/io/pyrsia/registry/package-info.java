/// Finds, verifies, keeps and streams what clients pull, for every ecosystem alike.
@NullMarked
package io.pyrsia.registry;

import org.jspecify.annotations.NullMarked;
