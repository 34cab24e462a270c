/// Tests of search on real disks.
@NullMarked
package io.pyrsia.server.search;

import org.jspecify.annotations.NullMarked;
