/// How much an artifact can be trusted: a pure function of who said what about it.
@NullMarked
package io.pyrsia.ledger.trust;

import org.jspecify.annotations.NullMarked;
