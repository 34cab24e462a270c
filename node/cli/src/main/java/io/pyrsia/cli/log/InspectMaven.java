package io.pyrsia.cli.log;

import io.pyrsia.base.Purl;
import io.pyrsia.cli.build.EcosystemNames;
import io.pyrsia.cli.frame.Failure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// What the log has about a maven artifact.
@Command(name = "maven", description = "Of a maven artifact.")
final class InspectMaven extends Inspection {

    @Option(
            names = "--gav",
            required = true,
            paramLabel = "GAV",
            description = "Such as commons-codec:commons-codec:1.15.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private String gav;

    @Override
    Purl purl() throws Failure {
        return EcosystemNames.maven(gav);
    }
}
