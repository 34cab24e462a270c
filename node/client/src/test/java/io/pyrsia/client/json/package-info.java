@NullMarked
package io.pyrsia.client.json;

import org.jspecify.annotations.NullMarked;
