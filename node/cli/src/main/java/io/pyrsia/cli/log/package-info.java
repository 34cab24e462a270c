/// Commands that read the transparency log.
@NullMarked
package io.pyrsia.cli.log;

import org.jspecify.annotations.NullMarked;
