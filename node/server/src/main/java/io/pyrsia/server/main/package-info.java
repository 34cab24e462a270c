/// The composition root: reads the configuration, puts the parts together, and takes them apart when the process ends.
@NullMarked
package io.pyrsia.server.main;

import org.jspecify.annotations.NullMarked;
