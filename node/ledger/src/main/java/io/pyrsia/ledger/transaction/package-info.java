/// What a node can ask the network to agree on: signed, in one encoding, bound to its network.
@NullMarked
package io.pyrsia.ledger.transaction;

import org.jspecify.annotations.NullMarked;
