/// The two things that make a program behave differently each time, passed in: time and randomness.
///
/// The deterministic parts (`consensus`, `ledger`, `log`) may not name this package; they are given values.
@NullMarked
package io.pyrsia.base.seam;

import org.jspecify.annotations.NullMarked;
