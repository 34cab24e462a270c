/// The transparency log on disk, measured beside Tessera's POSIX driver and golang.org/x/mod.
@NullMarked
package io.pyrsia.bench.log;

import org.jspecify.annotations.NullMarked;
