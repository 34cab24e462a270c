/// Maven repositories: what mvn and Gradle ask for, and what they deploy.
@NullMarked
package io.pyrsia.registry.maven;

import org.jspecify.annotations.NullMarked;
