/// Tests of the commands, run as people type them.
@NullMarked
package io.pyrsia.cli;

import org.jspecify.annotations.NullMarked;
