/// How the ledger's values are written as bytes: one form for each value, and nothing else is read.
@NullMarked
package io.pyrsia.ledger.codec;

import org.jspecify.annotations.NullMarked;
