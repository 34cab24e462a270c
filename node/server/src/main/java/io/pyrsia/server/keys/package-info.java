/// The node's private key on disk.
@NullMarked
package io.pyrsia.server.keys;

import org.jspecify.annotations.NullMarked;
