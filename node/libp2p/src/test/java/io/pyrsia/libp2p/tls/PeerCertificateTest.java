package io.pyrsia.libp2p.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.seam.Randomness;
import io.pyrsia.libp2p.key.Identity;
import io.pyrsia.libp2p.multiformats.PeerId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.junit.jupiter.api.Test;

class PeerCertificateTest {

    /// The four certificates of the specification's page on TLS.
    @Test
    void readsTheSpecificationsCertificates() throws IOException, CertificateException, Malformed {
        List<String> lines;
        try (InputStream file = PeerCertificateTest.class.getResourceAsStream("specification.txt")) {
            lines = new String(file.readAllBytes(), UTF_8).lines().toList();
        }
        assertEquals(4, lines.size());
        for (String line : lines) {
            String expected = line.substring(0, line.indexOf(' '));
            X509Certificate certificate = certificate(HexFormat.of().parseHex(line.substring(expected.length() + 1)));
            if (expected.equals("invalid")) {
                assertThrows(Malformed.class, () -> PeerCertificate.check(certificate));
            } else {
                assertEquals(
                        expected, PeerId.of(PeerCertificate.check(certificate)).toString());
            }
        }
    }

    @Test
    void readsItsOwn() throws Malformed {
        Identity identity = Identity.generate(Randomness.seeded(1));
        X509Certificate certificate = PeerCertificate.issue(identity).certificate();
        assertEquals(identity.key(), PeerCertificate.check(certificate));
    }

    @Test
    void everyByteThatIsSignedCounts() throws CertificateException {
        X509Certificate genuine =
                PeerCertificate.issue(Identity.generate(Randomness.seeded(1))).certificate();
        byte[] encoded = genuine.getEncoded();
        int start = 4; // behind the header of the outer sequence
        for (int i = start; i < start + genuine.getTBSCertificate().length; i++) {
            byte[] forged = encoded.clone();
            forged[i] ^= 0x01;
            assertThrows(Exception.class, () -> PeerCertificate.check(certificate(forged)));
        }
    }

    /// A known gap: what rust-libp2p and js-libp2p send is signed as it should be but names no issuer.
    /// When this fails, a JDK has closed it, and the interop suite runs the cases that it aborted so far.
    @Test
    void theJdkRefusesACertificateWithoutAnIssuer() throws Exception {
        assertEquals(2, NamelessCertificates.all().size());
        for (byte[] encoded : NamelessCertificates.all()) {
            ASN1Sequence parts = ASN1Sequence.getInstance(encoded);
            ASN1Sequence signed = ASN1Sequence.getInstance(parts.getObjectAt(0));
            assertEquals(0, ASN1Sequence.getInstance(signed.getObjectAt(3)).size(), "the issuer");
            byte[] key = signed.getObjectAt(6).toASN1Primitive().getEncoded();
            Signature check = Signature.getInstance("SHA256withECDSA");
            check.initVerify(KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(key)));
            check.update(signed.getEncoded());
            assertTrue(
                    check.verify(ASN1BitString.getInstance(parts.getObjectAt(2)).getOctets()));
            CertificateException refusal = assertThrows(CertificateException.class, () -> certificate(encoded));
            assertEquals("Empty issuer DN not allowed in X509Certificates", refusal.getMessage());
        }
        assertTrue(NamelessCertificates.refused());
    }

    @Test
    void aChainIsRefused() {
        X509Certificate one =
                PeerCertificate.issue(Identity.generate(Randomness.seeded(1))).certificate();
        X509Certificate[] chain = {one, one};
        assertThrows(CertificateException.class, () -> new PeerTrust().checkClientTrusted(chain, "EC"));
        assertThrows(
                CertificateException.class, () -> new PeerTrust().checkServerTrusted(new X509Certificate[0], "EC"));
    }

    private static X509Certificate certificate(byte[] encoded) throws CertificateException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
    }
}
