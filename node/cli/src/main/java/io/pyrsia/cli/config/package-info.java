/// What the command line itself remembers: which node to ask.
@NullMarked
package io.pyrsia.cli.config;

import org.jspecify.annotations.NullMarked;
