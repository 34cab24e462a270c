/// The self-describing names of the network: peer ids, addresses, and the alphabets they are written in.
@NullMarked
package io.pyrsia.libp2p.multiformats;

import org.jspecify.annotations.NullMarked;
