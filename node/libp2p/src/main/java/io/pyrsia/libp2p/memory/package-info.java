/// A network inside one process, the twin of the real one for tests.
@NullMarked
package io.pyrsia.libp2p.memory;

import org.jspecify.annotations.NullMarked;
