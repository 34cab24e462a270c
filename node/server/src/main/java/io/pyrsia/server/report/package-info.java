/// What a node says about itself while it runs: lines for people and programs, and numbers for Prometheus.
@NullMarked
package io.pyrsia.server.report;

import org.jspecify.annotations.NullMarked;
