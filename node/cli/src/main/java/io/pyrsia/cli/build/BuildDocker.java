package io.pyrsia.cli.build;

import io.pyrsia.base.Purl;
import io.pyrsia.cli.frame.Failure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Requests the build of a docker image.
@Command(name = "docker", description = "Ask for the build of a docker image.")
final class BuildDocker extends BuildWork {

    @Mixin
    private final ImageOption image = new ImageOption();

    @Override
    Purl purl() throws Failure {
        return image.purl();
    }
}
