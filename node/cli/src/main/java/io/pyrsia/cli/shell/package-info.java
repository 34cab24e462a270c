/// Completion in the shells that people use.
@NullMarked
package io.pyrsia.cli.shell;

import org.jspecify.annotations.NullMarked;
