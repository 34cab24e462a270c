/// The ledger at work: agreed by consensus, kept in the node's store, and vouched for to whoever reads the log.
@NullMarked
package io.pyrsia.server.ledger;

import org.jspecify.annotations.NullMarked;
