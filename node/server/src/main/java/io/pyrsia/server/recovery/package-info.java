/// How a network goes on that has lost more than f of its authorities for good: a document that people make, sign and
/// accept, node by node.
@NullMarked
package io.pyrsia.server.recovery;

import org.jspecify.annotations.NullMarked;
