package io.pyrsia.cli.build;

import io.pyrsia.base.Purl;
import io.pyrsia.cli.frame.Failure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Requests the build of a maven artifact.
@Command(name = "maven", description = "Ask for the build of a maven artifact.")
final class BuildMaven extends BuildWork {

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
