package io.pyrsia.cli.log;

import io.pyrsia.cli.frame.Group;
import picocli.CommandLine.Command;

/// The original's way to ask what the log has about a package.
@Command(
        name = "inspect-log",
        description = "Show what the log has about a docker image or a maven artifact.",
        subcommands = {InspectDocker.class, InspectMaven.class})
public final class InspectLog extends Group {}
