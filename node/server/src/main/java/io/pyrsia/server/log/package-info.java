/// The transparency log on disk: its tiles and entries as rows of the store.
@NullMarked
package io.pyrsia.server.log;

import org.jspecify.annotations.NullMarked;
