/// What a node shares with others: it offers the packages that it holds, and fetches from peers what it lacks.
@NullMarked
package io.pyrsia.server.sharing;

import org.jspecify.annotations.NullMarked;
