/// What the fetch phase saw, as packages: for a bill of materials, and for those who search by dependency.
@NullMarked
package io.pyrsia.builder.sbom;

import org.jspecify.annotations.NullMarked;
