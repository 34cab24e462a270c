/// A persistent sorted map whose root commits to its content: forked and compared at no cost.
@NullMarked
package io.pyrsia.ledger.map;

import org.jspecify.annotations.NullMarked;
