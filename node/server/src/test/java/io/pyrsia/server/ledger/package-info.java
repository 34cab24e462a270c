/// Tests of the ledger on real consensus, stores and hosts.
@NullMarked
package io.pyrsia.server.ledger;

import org.jspecify.annotations.NullMarked;
