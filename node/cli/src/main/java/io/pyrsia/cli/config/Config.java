package io.pyrsia.cli.config;

import io.pyrsia.cli.frame.Group;
import picocli.CommandLine.Command;

/// The commands for what the command line itself remembers.
@Command(
        name = "config",
        description = "Show, change or remove which node is asked unless told.",
        subcommands = {ConfigEdit.class, ConfigShow.class, ConfigRemove.class})
public final class Config extends Group {}
