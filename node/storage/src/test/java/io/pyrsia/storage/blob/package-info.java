/// Tests of the blob store on real files.
@NullMarked
package io.pyrsia.storage.blob;

import org.jspecify.annotations.NullMarked;
