/// Sets the clients of packages up: docker, containerd, podman, mvn and Gradle ask the node, or no longer.
@NullMarked
package io.pyrsia.cli.use;

import org.jspecify.annotations.NullMarked;
