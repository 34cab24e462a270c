/// What a node is told before it starts: one typed record, read once from a file, the environment and flags.
@NullMarked
package io.pyrsia.server.config;

import org.jspecify.annotations.NullMarked;
