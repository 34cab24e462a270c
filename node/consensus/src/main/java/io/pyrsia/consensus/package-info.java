/// Simplex BFT consensus as a pure state machine: [io.pyrsia.consensus.Consensus#step] turns inputs into effects.
///
/// The package knows no clock, thread, socket or disk, and no packages either: transactions are opaque bytes. The rules
/// are numbered in `docs/internals/consensus.md`, and each is named in the code where it lives.
@NullMarked
package io.pyrsia.consensus;

import org.jspecify.annotations.NullMarked;
