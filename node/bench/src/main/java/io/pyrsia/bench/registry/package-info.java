/// The registry beside CNCF Distribution: the same load over HTTP on both, in one run.
@NullMarked
package io.pyrsia.bench.registry;

import org.jspecify.annotations.NullMarked;
