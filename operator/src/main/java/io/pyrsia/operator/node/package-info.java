/// PyrsiaNode: what objects a node needs, where it stands, and when it may be restarted. All decisions are
/// pure functions of what was observed; `NodeReconciler` observes and carries out.
@NullMarked
package io.pyrsia.operator.node;

import org.jspecify.annotations.NullMarked;
