/// Shuts the commands of a build in: files, network, processes, memory, disk and time.
///
/// [Sandbox] is the way in. One sandbox is one build: its phases share a disk of fixed size and nothing else.
@NullMarked
package io.pyrsia.builder.sandbox;

import org.jspecify.annotations.NullMarked;
