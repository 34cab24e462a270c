/// The Merkle tree of the transparency log (RFC 6962), its tiles (C2SP tlog-tiles) and its proofs, as pure functions.
///
/// A writer holds an [io.pyrsia.log.Edge] and stores what [io.pyrsia.log.Appended] tells it; a reader gives an
/// [io.pyrsia.log.HashReader] to [io.pyrsia.log.Tree] and gets proofs, which need nothing but themselves to be checked.
@NullMarked
package io.pyrsia.log;

import org.jspecify.annotations.NullMarked;
