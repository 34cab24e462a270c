/// The OCI distribution specification 1.1: pull and push of images and other artifacts.
@NullMarked
package io.pyrsia.registry.oci;

import org.jspecify.annotations.NullMarked;
