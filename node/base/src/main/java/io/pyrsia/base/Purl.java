package io.pyrsia.base;

import com.github.packageurl.MalformedPackageURLException;
import com.github.packageurl.PackageURL;
import org.jspecify.annotations.Nullable;

/// A package URL in its canonical form: the name of a package, of one version, or of one file of it.
public final class Purl implements Comparable<Purl> {

    /// Longer names are refused.
    public static final int MAX_CHARACTERS = 1_024;

    private final PackageURL parsed;
    private final String canonical;

    private Purl(PackageURL parsed) {
        this.parsed = parsed;
        this.canonical = parsed.canonicalize();
    }

    /// Reads any valid spelling; two spellings of one package become equal.
    public static Purl parse(String text) throws Malformed {
        if (text.length() > MAX_CHARACTERS) {
            throw new Malformed("a package URL has " + text.length() + " characters, the limit is " + MAX_CHARACTERS);
        }
        try {
            return new Purl(new PackageURL(text));
        } catch (MalformedPackageURLException | RuntimeException e) {
            throw new Malformed("not a package URL (pkg:type/namespace/name@version): " + e.getMessage());
        }
    }

    public String type() {
        return parsed.getType();
    }

    public @Nullable String namespace() {
        return parsed.getNamespace();
    }

    public String name() {
        return parsed.getName();
    }

    public @Nullable String version() {
        return parsed.getVersion();
    }

    public @Nullable String qualifier(String key) {
        return parsed.getQualifiers() == null ? null : parsed.getQualifiers().get(key);
    }

    public @Nullable String subpath() {
        return parsed.getSubpath();
    }

    /// The package without version, qualifiers and file: what all its versions share.
    public String packageName() {
        String text = canonical;
        for (char mark : new char[] {'#', '?'}) {
            int at = text.indexOf(mark);
            text = at < 0 ? text : text.substring(0, at);
        }
        return version() == null ? text : text.substring(0, text.lastIndexOf('@'));
    }

    @Override
    public int compareTo(Purl other) {
        return canonical.compareTo(other.canonical);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Purl purl && canonical.equals(purl.canonical);
    }

    @Override
    public int hashCode() {
        return canonical.hashCode();
    }

    @Override
    public String toString() {
        return canonical;
    }
}
