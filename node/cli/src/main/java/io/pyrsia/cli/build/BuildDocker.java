package io.pyrsia.cli.build;

import io.pyrsia.base.Purl;
import io.pyrsia.cli.frame.Failure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Requests the build of a docker image.
@Command(name = "docker", description = "Ask for the build of a docker image.")
final class BuildDocker extends BuildWork {

    @Option(names = "--image", required = true, paramLabel = "IMAGE", description = "Such as alpine:3.16.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private String image;

    @Override
    Purl purl() throws Failure {
        return EcosystemNames.docker(image);
    }
}
