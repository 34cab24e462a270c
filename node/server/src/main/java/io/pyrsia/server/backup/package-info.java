/// Copies a node's data while it runs, without what lets it vote.
@NullMarked
package io.pyrsia.server.backup;

import org.jspecify.annotations.NullMarked;
