/// Ed25519 with one strict rule for what is a signature, the same on every node.
@NullMarked
package io.pyrsia.base.crypto;

import org.jspecify.annotations.NullMarked;
