/// From a recipe to an isolated build, its outputs, their comparison with the original, and provenance.
@NullMarked
package io.pyrsia.builder;

import org.jspecify.annotations.NullMarked;
