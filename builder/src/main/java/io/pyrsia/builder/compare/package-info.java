/// How much two artifacts are the same: the ladder from E0 to X, with reasons in words.
///
/// [Listing#of] reads an artifact as what its format says it is, and strictly: archives come from strangers. [Ladder]
/// makes the five digests that builders vote on, [Comparison] says where and why two artifacts differ.
@NullMarked
package io.pyrsia.builder.compare;

import org.jspecify.annotations.NullMarked;
