/// The fetch phase: a build reads from registries through a recorder, and through nothing else.
///
/// [Recorder] is the way in. It is a plain mirror of each kind of registry, reached over a socket that is bound
/// into the sandbox; what it served is the list of the build's inputs.
@NullMarked
package io.pyrsia.builder.fetch;

import org.jspecify.annotations.NullMarked;
