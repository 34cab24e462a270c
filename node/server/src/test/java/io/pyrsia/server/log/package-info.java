/// Tests of the log on real disks.
@NullMarked
package io.pyrsia.server.log;

import org.jspecify.annotations.NullMarked;
