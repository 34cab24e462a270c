/// The HTTP client of a node: what it serves, fetched with bounded sizes and times.
@NullMarked
package io.pyrsia.client;

import org.jspecify.annotations.NullMarked;
