/// The admin API: the ledger, the log, the host and the node itself, in the records of [io.pyrsia.client.api].
@NullMarked
package io.pyrsia.server.api;

import org.jspecify.annotations.NullMarked;
