/// JSON with one reading and one writing: strict in, canonical (RFC 8785) out.
@NullMarked
package io.pyrsia.base.json;

import org.jspecify.annotations.NullMarked;
