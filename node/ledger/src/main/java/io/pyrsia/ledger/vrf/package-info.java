/// Verifiable random functions: the unpredictable, checkable numbers from which committees are drawn.
@NullMarked
package io.pyrsia.ledger.vrf;

import org.jspecify.annotations.NullMarked;
