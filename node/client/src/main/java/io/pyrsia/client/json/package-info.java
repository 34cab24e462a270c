/// Records as JSON: their components are the members, and the same shape reads, writes and documents them.
@NullMarked
package io.pyrsia.client.json;

import org.jspecify.annotations.NullMarked;
