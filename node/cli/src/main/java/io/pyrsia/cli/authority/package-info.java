/// Commands for those who run authorities: who votes, and who shall.
@NullMarked
package io.pyrsia.cli.authority;

import org.jspecify.annotations.NullMarked;
