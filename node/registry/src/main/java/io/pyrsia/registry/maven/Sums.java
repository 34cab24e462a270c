package io.pyrsia.registry.maven;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;

/// All checksums of some bytes, in hexadecimal.
record Sums(Map<Algorithm, String> hex) {

    Sums {
        hex = Map.copyOf(hex);
    }

    static Sums of(byte[] content) {
        Summing summing = new Summing();
        summing.write(content, 0, content.length);
        return summing.sums();
    }

    String get(Algorithm algorithm) {
        String value = hex.get(algorithm);
        if (value == null) {
            throw new IllegalStateException("not all checksums: " + hex);
        }
        return value;
    }

    /// Computes them from what is written.
    static final class Summing extends OutputStream {

        private final Map<Algorithm, MessageDigest> running = new EnumMap<>(Algorithm.class);

        Summing() {
            for (Algorithm algorithm : Algorithm.values()) {
                running.put(algorithm, algorithm.start());
            }
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            running.values().forEach(digest -> digest.update(bytes, offset, length));
        }

        Sums sums() {
            Map<Algorithm, String> hex = new EnumMap<>(Algorithm.class);
            running.forEach(
                    (algorithm, digest) -> hex.put(algorithm, HexFormat.of().formatHex(digest.digest())));
            return new Sums(hex);
        }
    }
}
