/// Four authorities as processes with real sockets and disks under load, beside CometBFT under the same load.
@NullMarked
package io.pyrsia.bench.consensus;

import org.jspecify.annotations.NullMarked;
