/// Entries of the transparency log: what the network made known, as canonical JSON that anyone can read.
@NullMarked
package io.pyrsia.ledger.entry;

import org.jspecify.annotations.NullMarked;
