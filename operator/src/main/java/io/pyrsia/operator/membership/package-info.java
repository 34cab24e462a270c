/// AuthorityMembership: who shall vote. `Course` decides the next step, `MembershipReconciler` takes it.
@NullMarked
package io.pyrsia.operator.membership;

import org.jspecify.annotations.NullMarked;
