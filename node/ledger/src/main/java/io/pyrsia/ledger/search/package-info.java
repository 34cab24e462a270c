/// Search over the log: which rows an entry puts into an ordered index, and which range of them answers a question.
@NullMarked
package io.pyrsia.ledger.search;

import org.jspecify.annotations.NullMarked;
