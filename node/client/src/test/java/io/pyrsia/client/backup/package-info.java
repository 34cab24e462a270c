@NullMarked
package io.pyrsia.client.backup;

import org.jspecify.annotations.NullMarked;
