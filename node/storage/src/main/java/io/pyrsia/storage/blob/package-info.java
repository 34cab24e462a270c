/// The content-addressed store of blobs: files that are named by their SHA-256, with rows in the node's database that
/// say which of them are whole. `docs/internals/blobs.md` has the layout and the order of steps.
@NullMarked
package io.pyrsia.storage.blob;

import org.jspecify.annotations.NullMarked;
