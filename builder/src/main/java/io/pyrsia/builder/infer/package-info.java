/// Guesses how a package was built, from what registries say of it; each guess with its reasons.
@NullMarked
package io.pyrsia.builder.infer;

import org.jspecify.annotations.NullMarked;
