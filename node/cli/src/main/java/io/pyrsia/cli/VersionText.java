package io.pyrsia.cli;

import picocli.CommandLine.IVersionProvider;

/// The version that the build wrote into the archive of this class, behind the name that the original's
/// scripts look for.
final class VersionText implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"pyrsia " + version() + " (pyrsia_cli)"};
    }

    static String version() {
        String version = VersionText.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }
}
