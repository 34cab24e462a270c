package io.pyrsia.cli.build;

import io.pyrsia.cli.frame.Group;
import picocli.CommandLine.Command;

/// The commands about builds.
@Command(
        name = "build",
        description = "Ask the network for a build, or what became of one.",
        subcommands = {
            BuildDocker.class,
            BuildMaven.class,
            BuildPurl.class,
            BuildRecipe.class,
            BuildStatus.class,
            BuildLog.class,
            BuildReport.class,
            BuildWhy.class
        })
public final class Build extends Group {}
