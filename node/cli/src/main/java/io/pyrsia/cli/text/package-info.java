/// Text for people and for programs: tables, JSON, YAML, colours, and nothing that could steer a terminal.
@NullMarked
package io.pyrsia.cli.text;

import org.jspecify.annotations.NullMarked;
