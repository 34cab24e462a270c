/// The node's HTTP server: who may ask what, how much and how often, and what everybody is told when it fails.
@NullMarked
package io.pyrsia.server.http;

import org.jspecify.annotations.NullMarked;
