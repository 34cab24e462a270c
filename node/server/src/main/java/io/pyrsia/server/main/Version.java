package io.pyrsia.server.main;

/// The version that the build wrote into the archive of this class.
final class Version {

    private Version() {}

    static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }
}
