/// The HTTP client of a node: its admin API and its log, fetched with bounded sizes and times.
@NullMarked
package io.pyrsia.client;

import org.jspecify.annotations.NullMarked;
