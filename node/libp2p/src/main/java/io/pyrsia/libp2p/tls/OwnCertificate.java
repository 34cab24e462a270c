package io.pyrsia.libp2p.tls;

import io.pyrsia.libp2p.key.Identity;
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
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A self-signed certificate in which this host's own key vouches for the certificate's key, and the latter.
record OwnCertificate(X509Certificate certificate, PrivateKey key) {

    private static final Duration BACKDATED = Duration.ofHours(1);
    private static final Duration VALID = Duration.ofDays(36_500);

    /// Makes a fresh key and a certificate for it that `identity` vouches for.
    static OwnCertificate issue(Identity identity) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            Instant now = Instant.now();
            X500Name nobody = new X500Name("CN=libp2p");
            X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                            nobody,
                            BigInteger.ONE,
                            Date.from(now.minus(BACKDATED)),
                            Date.from(now.plus(VALID)),
                            nobody,
                            SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()))
                    .addExtension(
                            SignedKey.EXTENSION,
                            false,
                            SignedKey.sign(identity, pair.getPublic()).encoded());
            X509Certificate certificate = new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
            return new OwnCertificate(certificate, pair.getPrivate());
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("a certificate can always be made", e);
        }
    }
}
