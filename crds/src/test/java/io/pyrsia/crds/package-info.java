@NullMarked
package io.pyrsia.crds;

import org.jspecify.annotations.NullMarked;
