package io.pyrsia.registry.maven;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/// A checksum that clients ask for beside a file; all of them find damage, only the last two withstand an attacker.
enum Algorithm {
    MD5("md5", "MD5"),
    SHA1("sha1", "SHA-1"),
    SHA256("sha256", "SHA-256"),
    SHA512("sha512", "SHA-512");

    private final String extension;
    private final String jdkName;

    Algorithm(String extension, String jdkName) {
        this.extension = extension;
        this.jdkName = jdkName;
    }

    /// The end of the checksum file's name, with its dot.
    String suffix() {
        return "." + extension;
    }

    /// The header that carries the checksum beside the file, which saves the client a request.
    String header() {
        return "X-Checksum-" + name();
    }

    MessageDigest start() {
        try {
            return MessageDigest.getInstance(jdkName);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The one whose file this is.
    static Optional<Algorithm> of(String path) {
        for (Algorithm algorithm : values()) {
            if (path.endsWith(algorithm.suffix())) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }
}
