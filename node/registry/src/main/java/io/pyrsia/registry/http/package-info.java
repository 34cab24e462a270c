/// What the HTTP sides of all ecosystems share: ranges, conditions, and bodies that are cut when they go wrong.
@NullMarked
package io.pyrsia.registry.http;

import org.jspecify.annotations.NullMarked;
