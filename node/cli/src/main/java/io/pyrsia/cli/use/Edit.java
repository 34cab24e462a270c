package io.pyrsia.cli.use;

import io.pyrsia.base.Malformed;
import java.net.URI;

/// Puts a node into the text of a client's configuration and takes it out again; the rest stays byte for byte.
///
/// A text that is empty is a file that is not there.
interface Edit {

    String with(String text, URI node) throws Malformed;

    String without(String text, URI node) throws Malformed;
}
