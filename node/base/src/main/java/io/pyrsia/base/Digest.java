package io.pyrsia.base;

import io.pyrsia.base.crypto.NativeCrypto;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.Locale;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;

/// A content digest as registries write it: `sha256:` and 64 hexadecimal digits, or `sha512:` and 128.
public record Digest(Algorithm algorithm, Bytes value) implements Comparable<Digest> {

    /// The hash functions that name content.
    public enum Algorithm {
        SHA256("SHA-256", 32),
        SHA512("SHA-512", 64);

        private final String standardName;
        private final int bytes;

        Algorithm(String standardName, int bytes) {
            this.standardName = standardName;
            this.bytes = bytes;
        }

        /// The length of a digest.
        public int bytes() {
            return bytes;
        }

        /// A fresh hash to feed bytes to.
        public MessageDigest start() {
            try {
                return MessageDigest.getInstance(standardName);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JDK has " + standardName, e);
            }
        }

        /// The same for many bytes: native code where it is loaded, because the JVM's own is several times slower until
        /// it was compiled with all effort, which small nodes never do.
        public MessageDigest startLong() {
            Optional<Provider> fast = NativeCrypto.provider();
            try {
                return fast.isPresent() ? MessageDigest.getInstance(standardName, fast.get()) : start();
            } catch (NoSuchAlgorithmException e) {
                return start();
            }
        }

        private String prefix() {
            return name().toLowerCase(Locale.ROOT) + ":";
        }
    }

    public Digest {
        if (value.size() != algorithm.bytes()) {
            throw new IllegalArgumentException(algorithm + " has " + algorithm.bytes() + " bytes, not " + value.size());
        }
    }

    public static Digest sha256(Bytes content) {
        return of(Algorithm.SHA256, content);
    }

    public static Digest of(Algorithm algorithm, Bytes content) {
        MessageDigest hash = algorithm.start();
        content.update(hash);
        return new Digest(algorithm, Bytes.wrap(hash.digest()));
    }

    /// Reads the form that [#toString] writes, and no other: lower case, the right length.
    public static Digest parse(String text) throws Malformed {
        for (Algorithm algorithm : Algorithm.values()) {
            if (text.startsWith(algorithm.prefix())) {
                return new Digest(algorithm, Hex.decode(text.substring(7), algorithm.bytes()));
            }
        }
        throw new Malformed("a digest starts with sha256: or sha512:");
    }

    @Override
    public int compareTo(Digest other) {
        int byAlgorithm = algorithm.compareTo(other.algorithm);
        return byAlgorithm != 0 ? byAlgorithm : value.compareTo(other.value);
    }

    /// Only the digits.
    public String hex() {
        return value.toUnprefixedHexString();
    }

    @Override
    public String toString() {
        return algorithm.prefix() + hex();
    }
}
