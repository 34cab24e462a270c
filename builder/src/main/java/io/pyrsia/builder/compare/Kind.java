package io.pyrsia.builder.compare;

import java.util.Locale;

/// What an artifact is, which says how it is read and what in it is volatile.
public enum Kind {
    JAR(true),
    WHEEL(true),
    ZIP(true),
    NPM(false),
    CRATE(false),
    SDIST(false),
    DEB(true),
    LAYER(true),
    TAR(true),
    FILE(true);

    private final boolean owned;

    Kind(boolean owned) {
        this.owned = owned;
    }

    /// Whether those who unpack it set the owners that it names.
    boolean owned() {
        return owned;
    }

    /// What a file of this name is. Layers have no names of their own: say so where it is known.
    public static Kind of(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        int dot = name.lastIndexOf('.');
        return switch (name.substring(dot + 1)) {
            case "jar", "war", "ear", "aar" -> JAR;
            case "whl" -> WHEEL;
            case "zip" -> ZIP;
            case "tgz" -> NPM;
            case "crate" -> CRATE;
            case "deb" -> DEB;
            case "tar" -> TAR;
            case "gz" -> name.endsWith(".tar.gz") ? TAR : FILE;
            default -> FILE;
        };
    }
}
