/// A copy of a node's data as one file: what is in it, and that all of it is there.
@NullMarked
package io.pyrsia.client.backup;

import org.jspecify.annotations.NullMarked;
