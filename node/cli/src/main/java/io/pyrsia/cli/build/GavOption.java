package io.pyrsia.cli.build;

import io.pyrsia.base.Purl;
import io.pyrsia.cli.frame.Failure;
import picocli.CommandLine.Option;

/// The option that names a maven artifact.
public final class GavOption {

    @Option(
            names = "--gav",
            required = true,
            paramLabel = "GAV",
            description = "Such as commons-codec:commons-codec:1.15.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private String name;

    public Purl purl() throws Failure {
        return EcosystemNames.maven(name);
    }
}
