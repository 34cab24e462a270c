package io.pyrsia.cli.log;

import io.pyrsia.base.Purl;
import io.pyrsia.cli.build.GavOption;
import io.pyrsia.cli.frame.Failure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// What the log has about a maven artifact.
@Command(name = "maven", description = "Of a maven artifact.")
final class InspectMaven extends Inspection {

    @Mixin
    private final GavOption gav = new GavOption();

    @Override
    Purl purl() throws Failure {
        return gav.purl();
    }
}
