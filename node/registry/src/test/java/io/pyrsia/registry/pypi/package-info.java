/// Tests of the Python package index.
@NullMarked
package io.pyrsia.registry.pypi;

import org.jspecify.annotations.NullMarked;
