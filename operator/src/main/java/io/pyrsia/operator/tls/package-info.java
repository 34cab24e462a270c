/// Certificates: the operator's own authority, the certificates of nodes, and how the operator asks them.
@NullMarked
package io.pyrsia.operator.tls;

import org.jspecify.annotations.NullMarked;
