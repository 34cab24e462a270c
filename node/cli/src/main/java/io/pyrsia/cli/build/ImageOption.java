package io.pyrsia.cli.build;

import io.pyrsia.base.Purl;
import io.pyrsia.cli.frame.Failure;
import picocli.CommandLine.Option;

/// The option that names a docker image.
public final class ImageOption {

    @Option(names = "--image", required = true, paramLabel = "IMAGE", description = "Such as alpine:3.16.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private String name;

    public Purl purl() throws Failure {
        return EcosystemNames.docker(name);
    }
}
