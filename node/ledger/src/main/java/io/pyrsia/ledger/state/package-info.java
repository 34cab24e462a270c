/// What the ledger remembers: its tables, their codecs, and a root that commits to all of it.
@NullMarked
package io.pyrsia.ledger.state;

import org.jspecify.annotations.NullMarked;
