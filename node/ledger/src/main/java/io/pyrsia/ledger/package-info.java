/// What the network agrees on: transactions, the rules that judge them, and the state that follows, without I/O.
@NullMarked
package io.pyrsia.ledger;

import org.jspecify.annotations.NullMarked;
