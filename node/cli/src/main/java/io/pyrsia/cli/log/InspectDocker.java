package io.pyrsia.cli.log;

import io.pyrsia.base.Purl;
import io.pyrsia.cli.build.EcosystemNames;
import io.pyrsia.cli.frame.Failure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// What the log has about a docker image.
@Command(name = "docker", description = "Of a docker image.")
final class InspectDocker extends Inspection {

    @Option(names = "--image", required = true, paramLabel = "IMAGE", description = "Such as alpine:3.16.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private String image;

    @Override
    Purl purl() throws Failure {
        return EcosystemNames.docker(image);
    }
}
