/// Builds as custom resources: requested in the name of a node, followed in the ledger.
@NullMarked
package io.pyrsia.operator.build;

import org.jspecify.annotations.NullMarked;
