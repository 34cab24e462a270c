package io.pyrsia.libp2p.tls;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.HexFormat;
import java.util.List;

/// Certificates without an issuer's name, as rust-libp2p 0.57.1 and js-libp2p 3.3.11 sent them.
public final class NamelessCertificates {

    private NamelessCertificates() {}

    static List<byte[]> all() {
        try (InputStream file = NamelessCertificates.class.getResourceAsStream("nameless.txt")) {
            return new String(file.readAllBytes(), UTF_8)
                    .lines()
                    .map(line -> HexFormat.of().parseHex(line.substring(line.indexOf(' ') + 1)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether this JDK, whose parser its TLS uses, refuses them all.
    public static boolean refused() {
        return all().stream().noneMatch(NamelessCertificates::parses);
    }

    private static boolean parses(byte[] encoded) {
        try {
            CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
            return true;
        } catch (CertificateException e) {
            return false;
        }
    }
}
