package io.pyrsia.cli.build;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.Purl;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Requests the build of a package version of any ecosystem.
@Command(name = "purl", description = "Ask for the build of a package version.")
final class BuildPurl extends BuildWork {

    @Parameters(paramLabel = "PURL", description = "Such as pkg:conan/zlib@1.3.1.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private String purl;

    @Override
    Purl purl() throws Malformed {
        return Purl.parse(purl);
    }
}
