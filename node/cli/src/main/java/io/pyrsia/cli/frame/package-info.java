/// What all commands share: where they print, how they end, and what they say when they cannot do it.
@NullMarked
package io.pyrsia.cli.frame;

import org.jspecify.annotations.NullMarked;
