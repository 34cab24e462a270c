/// Carries recipes out: the source, the fetch phase, the build phase without a network, the outputs by digest.
///
/// [Executor] is the seam; [SandboxExecutor] is the one for a bare machine.
@NullMarked
package io.pyrsia.builder.execute;

import org.jspecify.annotations.NullMarked;
