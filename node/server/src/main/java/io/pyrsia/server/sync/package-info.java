/// Catching up with a network that went on: the ledger's state and the log from other nodes, each piece checked
/// before it is kept.
@NullMarked
package io.pyrsia.server.sync;

import org.jspecify.annotations.NullMarked;
