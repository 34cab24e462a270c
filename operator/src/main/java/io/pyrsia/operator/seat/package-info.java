/// Builds that nodes of the cluster were drawn for: each becomes a pod, whose result is brought to the node.
@NullMarked
package io.pyrsia.operator.seat;

import org.jspecify.annotations.NullMarked;
