/// Search on disk: the index over the log is written with each block, read in pages, and made again from the log alone.
@NullMarked
package io.pyrsia.server.search;

import org.jspecify.annotations.NullMarked;
