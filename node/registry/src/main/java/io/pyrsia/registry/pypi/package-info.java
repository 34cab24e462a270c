/// Python packages: what the network published of them, as pip asks for it.
@NullMarked
package io.pyrsia.registry.pypi;

import org.jspecify.annotations.NullMarked;
