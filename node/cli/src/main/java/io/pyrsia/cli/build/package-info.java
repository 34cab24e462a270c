/// Commands that ask for builds and tell what became of them.
@NullMarked
package io.pyrsia.cli.build;

import org.jspecify.annotations.NullMarked;
