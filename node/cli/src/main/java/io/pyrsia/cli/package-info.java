/// `pyrsia`, the command line: one class per command, each of which prints for people or, on request, for programs.
@NullMarked
package io.pyrsia.cli;

import org.jspecify.annotations.NullMarked;
