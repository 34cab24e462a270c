/// The commands 'backup' and 'restore'.
@NullMarked
package io.pyrsia.cli.backup;

import org.jspecify.annotations.NullMarked;
