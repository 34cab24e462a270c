/// The keys that peers are known by, in the encoding that their ids are hashed from.
@NullMarked
package io.pyrsia.libp2p.key;

import org.jspecify.annotations.NullMarked;
