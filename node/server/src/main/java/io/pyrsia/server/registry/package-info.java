/// Puts the registries of all ecosystems together: the log they trust, the ledger they tell, the routes they answer.
@NullMarked
package io.pyrsia.server.registry;

import org.jspecify.annotations.NullMarked;
