/// The programs that recipes pin: where each comes from is data, checked by digest, and kept.
@NullMarked
package io.pyrsia.builder.toolchain;

import org.jspecify.annotations.NullMarked;
