/// Tests of the web page: what it is served with, and how it behaves in a browser.
@NullMarked
package io.pyrsia.server.web;

import org.jspecify.annotations.NullMarked;
