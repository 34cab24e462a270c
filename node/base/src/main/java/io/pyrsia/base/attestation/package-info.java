/// What nodes state about files, in the words of in-toto and SLSA, signed in DSSE envelopes.
@NullMarked
package io.pyrsia.base.attestation;

import org.jspecify.annotations.NullMarked;
