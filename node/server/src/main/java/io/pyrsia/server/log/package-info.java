/// The transparency log and the search over it, kept in the node's store.
@NullMarked
package io.pyrsia.server.log;

import org.jspecify.annotations.NullMarked;
