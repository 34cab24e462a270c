/// Tests of consensus on real disks and threads.
@NullMarked
package io.pyrsia.server.consensus;

import org.jspecify.annotations.NullMarked;
