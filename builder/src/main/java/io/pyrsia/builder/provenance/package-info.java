/// What a builder states about a build; its node signs it.
@NullMarked
package io.pyrsia.builder.provenance;

import org.jspecify.annotations.NullMarked;
