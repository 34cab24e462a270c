/// The wire as the rest of the project sees it: a [Host] that connects to peers and speaks protocols over streams.
@NullMarked
package io.pyrsia.libp2p;

import org.jspecify.annotations.NullMarked;
