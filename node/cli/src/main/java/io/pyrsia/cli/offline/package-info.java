/// Commands that need no node.
@NullMarked
package io.pyrsia.cli.offline;

import org.jspecify.annotations.NullMarked;
