package io.pyrsia.ledger.entry;

import io.pyrsia.base.Purl;

/// A package's name as its own ecosystem writes it.
final class PackageNames {

    private PackageNames() {}

    /// The package URL of the version that a file belongs to.
    static String version(Purl purl) {
        String text = purl.toString();
        return purl.subpath() == null ? text : text.substring(0, text.indexOf('#'));
    }

    /// `alpine:3.16`, `commons-codec:commons-codec:1.15`, `@babel/core@7.0.0`.
    static String specificId(Purl purl) {
        String namespace = purl.namespace();
        return switch (purl.type()) {
            case "docker" ->
                (namespace == null || namespace.equals("library") ? "" : namespace + "/") + purl.name() + ":"
                        + purl.version();
            case "maven" -> (namespace == null ? "" : namespace + ":") + purl.name() + ":" + purl.version();
            default -> (namespace == null ? "" : namespace + "/") + purl.name() + "@" + purl.version();
        };
    }

    /// The path within the package, or the package's own name where it is one file.
    static String specificArtifactId(Purl purl) {
        String path = purl.subpath();
        return path == null ? specificId(purl) : path;
    }
}
