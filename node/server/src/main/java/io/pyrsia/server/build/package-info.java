/// What a node does for the builds it was drawn for; the building itself is another process's.
@NullMarked
package io.pyrsia.server.build;

import org.jspecify.annotations.NullMarked;
