@NullMarked
package io.pyrsia.cli.use;

import org.jspecify.annotations.NullMarked;
