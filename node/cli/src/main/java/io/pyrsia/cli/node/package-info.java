/// Commands that ask a node about itself and its network, and what all commands that ask a node share.
@NullMarked
package io.pyrsia.cli.node;

import org.jspecify.annotations.NullMarked;
