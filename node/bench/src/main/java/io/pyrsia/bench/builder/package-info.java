/// What a builder adds to the commands that it runs, and how long it compares.
@NullMarked
package io.pyrsia.bench.builder;

import org.jspecify.annotations.NullMarked;
