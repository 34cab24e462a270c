/// `pyrsia up` and what belongs to it: a whole network as processes of this machine.
@NullMarked
package io.pyrsia.cli.local;

import org.jspecify.annotations.NullMarked;
