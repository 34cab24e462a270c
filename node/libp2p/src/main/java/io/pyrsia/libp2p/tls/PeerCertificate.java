package io.pyrsia.libp2p.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.pyrsia.base.Malformed;
import io.pyrsia.libp2p.key.Identity;
import io.pyrsia.libp2p.key.PeerKey;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import org.apache.tuweni.bytes.Bytes;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A self-signed certificate in which the peer's own key vouches for the certificate's key.
final class PeerCertificate {

    private static final ASN1ObjectIdentifier EXTENSION = new ASN1ObjectIdentifier("1.3.6.1.4.1.53594.1.1");
    private static final Bytes PREFIX = Bytes.wrap("libp2p-tls-handshake:".getBytes(US_ASCII));
    private static final Duration BACKDATED = Duration.ofHours(1);
    private static final Duration VALID = Duration.ofDays(36_500);

    private PeerCertificate() {}

    /// A certificate and the key it is for.
    record Pair(X509Certificate certificate, PrivateKey key) {}

    /// Makes a fresh key and a certificate for it that `identity` vouches for.
    static Pair issue(Identity identity) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            Bytes spki = Bytes.wrap(pair.getPublic().getEncoded());
            DERSequence signedKey = new DERSequence(new DEROctetString[] {
                octets(identity.key().encoded()), octets(identity.sign(Bytes.concatenate(PREFIX, spki)))
            });
            Instant now = Instant.now();
            X500Name nobody = new X500Name("CN=libp2p");
            X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                            nobody,
                            BigInteger.ONE,
                            Date.from(now.minus(BACKDATED)),
                            Date.from(now.plus(VALID)),
                            nobody,
                            SubjectPublicKeyInfo.getInstance(spki.toArray()))
                    .addExtension(EXTENSION, false, signedKey);
            X509Certificate certificate = new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
            return new Pair(certificate, pair.getPrivate());
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("a certificate can always be made", e);
        }
    }

    /// The key of the peer that this certificate belongs to, after everything in it was checked.
    static PeerKey check(X509Certificate certificate) throws Malformed {
        try {
            certificate.checkValidity();
            certificate.verify(certificate.getPublicKey());
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new Malformed("a certificate that is not valid now or not signed by itself");
        }
        requireKnownExtensions(certificate.getCriticalExtensionOIDs());
        byte[] extension = certificate.getExtensionValue(EXTENSION.getId());
        if (extension == null) {
            throw new Malformed("a certificate without a peer's key");
        }
        Bytes encodedKey;
        Bytes signature;
        try {
            byte[] content = ASN1OctetString.getInstance(extension).getOctets();
            ASN1Sequence signedKey = ASN1Sequence.getInstance(content);
            if (signedKey.size() != 2) {
                throw new Malformed("a peer's key in a certificate has two parts");
            }
            encodedKey = Bytes.wrap(
                    ASN1OctetString.getInstance(signedKey.getObjectAt(0)).getOctets());
            signature = Bytes.wrap(
                    ASN1OctetString.getInstance(signedKey.getObjectAt(1)).getOctets());
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new Malformed("a peer's key in a certificate is not DER");
        }
        PeerKey key = PeerKey.parse(encodedKey);
        Bytes spki = Bytes.wrap(certificate.getPublicKey().getEncoded());
        if (!key.verifies(Bytes.concatenate(PREFIX, spki), signature)) {
            throw new Malformed("a peer did not sign the key of its certificate");
        }
        return key;
    }

    private static void requireKnownExtensions(Set<String> critical) throws Malformed {
        if (critical != null && !Set.of(EXTENSION.getId()).containsAll(critical)) {
            throw new Malformed("a certificate with a critical extension that is not known");
        }
    }

    private static DEROctetString octets(Bytes value) {
        return new DEROctetString(value.toArray());
    }
}
