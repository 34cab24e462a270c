/// A builder as a process: it asks its node for builds that wait, and brings back what became of them.
@NullMarked
package io.pyrsia.builder.work;

import org.jspecify.annotations.NullMarked;
