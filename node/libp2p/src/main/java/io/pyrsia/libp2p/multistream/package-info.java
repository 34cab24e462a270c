/// multistream-select: how two sides agree on the protocol that a channel or stream will speak.
@NullMarked
package io.pyrsia.libp2p.multistream;

import org.jspecify.annotations.NullMarked;
