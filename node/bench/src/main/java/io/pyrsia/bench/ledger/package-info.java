/// How fast the ledger judges transactions, and what its state costs.
@NullMarked
package io.pyrsia.bench.ledger;

import org.jspecify.annotations.NullMarked;
