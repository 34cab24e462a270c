/// How a package is built: the recipe, what is wrong with one, and where one comes from if nobody wrote it.
@NullMarked
package io.pyrsia.builder.recipe;

import org.jspecify.annotations.NullMarked;
