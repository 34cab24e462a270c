/// Our stack against go-libp2p, rust-libp2p, js-libp2p and py-libp2p, each in a process of its own.
@NullMarked
package io.pyrsia.libp2p.interop;

import org.jspecify.annotations.NullMarked;
