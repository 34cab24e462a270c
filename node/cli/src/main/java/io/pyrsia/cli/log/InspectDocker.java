package io.pyrsia.cli.log;

import io.pyrsia.base.Purl;
import io.pyrsia.cli.build.ImageOption;
import io.pyrsia.cli.frame.Failure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// What the log has about a docker image.
@Command(name = "docker", description = "Of a docker image.")
final class InspectDocker extends Inspection {

    @Mixin
    private final ImageOption image = new ImageOption();

    @Override
    Purl purl() throws Failure {
        return image.purl();
    }
}
