/// Witnesses (tlog-witness): asking them for their cosignature, and being one.
@NullMarked
package io.pyrsia.log.witness;

import org.jspecify.annotations.NullMarked;
