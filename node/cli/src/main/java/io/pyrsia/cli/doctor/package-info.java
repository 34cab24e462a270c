/// `pyrsia doctor`: one class per thing that can be wrong with a node, each of which says what to do about it.
@NullMarked
package io.pyrsia.cli.doctor;

import org.jspecify.annotations.NullMarked;
