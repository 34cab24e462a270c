/// Tests of the store, on real disks.
@NullMarked
package io.pyrsia.storage;

import org.jspecify.annotations.NullMarked;
