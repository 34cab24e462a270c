package io.pyrsia.libp2p.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.seam.Randomness;
import io.pyrsia.libp2p.key.Identity;
import io.pyrsia.libp2p.key.PeerKey;
import io.pyrsia.libp2p.multiformats.PeerId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

/// What peers send as their certificates, and what must not pass for one.
class PeerCertificateTest {

    /// A time at which all recorded certificates are valid.
    private static final Instant THEN = Instant.parse("2027-01-01T00:00:00Z");

    /// A line of a file of certificates: what is expected of it, and its encoding.
    private record Line(String expected, Bytes encoded) {}

    /// The four certificates of the specification's page on TLS.
    @Test
    void readsTheSpecificationsCertificates() throws Malformed {
        List<Line> lines = lines("specification.txt");
        assertEquals(4, lines.size());
        for (Line line : lines) {
            if (line.expected().equals("invalid")) {
                assertThrows(Malformed.class, () -> check(line.encoded()));
            } else {
                assertEquals(line.expected(), PeerId.of(check(line.encoded())).toString());
            }
        }
    }

    @Test
    void readsItsOwn() throws Exception {
        Identity identity = Identity.generate(Randomness.seeded(1));
        assertEquals(identity.key(), PeerCertificate.parse(own()).check(Instant.now()));
    }

    @Test
    void everyByteThatIsSignedCounts() throws Exception {
        X509Certificate genuine =
                OwnCertificate.issue(Identity.generate(Randomness.seeded(1))).certificate();
        byte[] encoded = genuine.getEncoded();
        int start = 4; // behind the header of the outer sequence
        Instant now = Instant.now();
        for (int i = start; i < start + genuine.getTBSCertificate().length; i++) {
            byte[] forged = encoded.clone();
            forged[i] ^= 0x01;
            assertThrows(Malformed.class, () -> PeerCertificate.parse(Bytes.wrap(forged))
                    .check(now));
        }
    }

    /// Certificates without an issuer's name, as rust-libp2p 0.57.1 and js-libp2p 3.3.11 sent them.
    @Test
    void readsACertificateThatNamesNoIssuer() throws Exception {
        List<Line> lines = lines("nameless.txt");
        assertEquals(2, lines.size());
        for (Line line : lines) {
            assertEquals(PeerKey.Kind.ED25519, check(line.encoded()).kind());
            X509Certificate seen = PeerX509.read(line.encoded());
            assertEquals("", seen.getIssuerX500Principal().getName());
            assertEquals(line.encoded(), Bytes.wrap(seen.getEncoded()));
            seen.checkValidity(Date.from(THEN));
            seen.verify(seen.getPublicKey());
            assertFalse(seen.hasUnsupportedCriticalExtension());
        }
    }

    /// Elsewhere in this JVM nothing changes: the JDK goes on refusing what names no issuer.
    @Test
    void onlyHandshakesWithPeersReadThem() throws Exception {
        HandshakeProvider.install();
        byte[] encoded = lines("nameless.txt").getFirst().encoded().toArray();
        assertThrows(CertificateException.class, () -> byTheJvm(encoded));
        HandshakeProvider.during(() -> assertInstanceOf(PeerX509.class, assertDoesNotThrow(() -> byTheJvm(encoded))));
        assertThrows(CertificateException.class, () -> byTheJvm(encoded));
    }

    @Test
    void anOldOrFutureCertificateIsRefused() throws Exception {
        PeerCertificate certificate = PeerCertificate.parse(own());
        assertThrows(Malformed.class, () -> certificate.check(Instant.parse("1990-01-01T00:00:00Z")));
        assertThrows(Malformed.class, () -> certificate.check(Instant.parse("2300-01-01T00:00:00Z")));
    }

    @Test
    void whatIsEmptyTooLongOrFollowedBySomethingIsRefused() throws Exception {
        Bytes own = own();
        assertThrows(Malformed.class, () -> PeerCertificate.parse(Bytes.EMPTY)); // the fuzzer's first find
        assertThrows(Malformed.class, () -> PeerCertificate.parse(Bytes.concatenate(own, Bytes.of(0))));
        assertThrows(Malformed.class, () -> PeerCertificate.parse(Bytes.wrap(new byte[PeerCertificate.MAX_BYTES + 1])));
    }

    @Test
    void onlyWhatPassedIsRemembered() throws Exception {
        Bytes genuine = own();
        byte[] forged = genuine.toArray();
        forged[forged.length - 1] ^= 0x01;
        assertThrows(Malformed.class, () -> PeerX509.read(Bytes.wrap(forged)).peerKey());
        assertNotSame(PeerX509.read(Bytes.wrap(forged)), PeerX509.read(Bytes.wrap(forged)));

        PeerX509 read = PeerX509.read(genuine);
        assertNotSame(read, PeerX509.read(genuine));
        PeerKey key = read.peerKey();
        assertSame(read, PeerX509.read(genuine));
        assertEquals(key, read.peerKey());
        assertThrows(Malformed.class, () -> PeerX509.read(Bytes.wrap(forged)).peerKey());
    }

    @Test
    void aChainIsRefused() {
        X509Certificate one =
                OwnCertificate.issue(Identity.generate(Randomness.seeded(1))).certificate();
        X509Certificate[] chain = {one, one};
        assertThrows(CertificateException.class, () -> new PeerTrust().checkClientTrusted(chain, "EC"));
        assertThrows(
                CertificateException.class, () -> new PeerTrust().checkServerTrusted(new X509Certificate[0], "EC"));
    }

    private static PeerKey check(Bytes encoded) throws Malformed {
        return PeerCertificate.parse(encoded).check(THEN);
    }

    private static Bytes own() throws CertificateException {
        return Bytes.wrap(OwnCertificate.issue(Identity.generate(Randomness.seeded(1)))
                .certificate()
                .getEncoded());
    }

    private static X509Certificate byTheJvm(byte[] encoded) throws CertificateException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
    }

    private static List<Line> lines(String name) {
        try (InputStream file = PeerCertificateTest.class.getResourceAsStream(name)) {
            return new String(file.readAllBytes(), UTF_8)
                    .lines()
                    .map(line -> line.split(" "))
                    .map(words -> new Line(words[0], Bytes.wrap(HexFormat.of().parseHex(words[1]))))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
