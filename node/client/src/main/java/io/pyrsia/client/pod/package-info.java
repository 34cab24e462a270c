/// What an operator of a cluster and the pod of a build say to each other.
@NullMarked
package io.pyrsia.client.pod;

import org.jspecify.annotations.NullMarked;
