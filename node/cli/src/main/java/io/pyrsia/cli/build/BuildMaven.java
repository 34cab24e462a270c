package io.pyrsia.cli.build;

import io.pyrsia.base.Purl;
import io.pyrsia.cli.frame.Failure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Requests the build of a maven artifact.
@Command(name = "maven", description = "Ask for the build of a maven artifact.")
final class BuildMaven extends BuildWork {

    @Mixin
    private final GavOption gav = new GavOption();

    @Override
    Purl purl() throws Failure {
        return gav.purl();
    }
}
