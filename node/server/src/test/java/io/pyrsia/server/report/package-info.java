@NullMarked
package io.pyrsia.server.report;

import org.jspecify.annotations.NullMarked;
