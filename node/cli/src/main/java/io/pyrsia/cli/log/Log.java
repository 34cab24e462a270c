package io.pyrsia.cli.log;

import io.pyrsia.cli.frame.Group;
import picocli.CommandLine.Command;

/// The commands that read the transparency log.
@Command(
        name = "log",
        description = "Read the transparency log.",
        subcommands = {LogShow.class, LogSearch.class, LogProve.class})
public final class Log extends Group {}
