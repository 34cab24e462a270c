package io.pyrsia.cli.authority;

import io.pyrsia.cli.frame.Group;
import picocli.CommandLine.Command;

/// The commands about who votes.
@Command(
        name = "authority",
        description = "Show who votes, and change it together.",
        subcommands = {
            AuthorityList.class,
            AuthorityAdd.class,
            AuthorityRemove.class,
            AuthorityRotate.class,
            AuthorityEndorse.class
        })
public final class Authority extends Group {}
