/// The web page that shows the log, packages and the network; it asks the same API as everybody else.
@NullMarked
package io.pyrsia.server.web;

import org.jspecify.annotations.NullMarked;
