/// Scenarios on a real cluster, through what its users have: `kubectl`, `helm`, and the API server.
@NullMarked
package io.pyrsia.e2e;

import org.jspecify.annotations.NullMarked;
