/// What the log says and who vouches for it (C2SP): notes, checkpoints, cosignatures, policies, and proofs as files.
@NullMarked
package io.pyrsia.log.note;

import org.jspecify.annotations.NullMarked;
