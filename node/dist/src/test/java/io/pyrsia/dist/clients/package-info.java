/// Other people's package clients, which get their packages through a node that runs as a process.
@NullMarked
package io.pyrsia.dist.clients;

import org.jspecify.annotations.NullMarked;
