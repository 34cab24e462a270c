package io.pyrsia.server.http;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/// A certificate with its key, signed by itself or by another.
record TestCertificate(String name, KeyPair keys, X509Certificate certificate) {

    static TestCertificate selfSigned(String name) throws Exception {
        return make(name, Instant.now().plus(Duration.ofHours(1)), null);
    }

    TestCertificate sign(String other) throws Exception {
        return make(other, Instant.now().plus(Duration.ofHours(1)), this);
    }

    static TestCertificate expired(String name) throws Exception {
        return make(name, Instant.now().minus(Duration.ofMinutes(1)), null);
    }

    private static TestCertificate make(String name, Instant until, @Nullable TestCertificate signer) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair keys = generator.generateKeyPair();
        X500Name issuer = new X500Name("CN=" + (signer == null ? name : signer.name));
        X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                        issuer,
                        BigInteger.valueOf(System.nanoTime()),
                        Date.from(Instant.now().minus(Duration.ofHours(1))),
                        Date.from(until),
                        new X500Name("CN=" + name),
                        SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()))
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(signer == null))
                .addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(new GeneralName(GeneralName.iPAddress, "127.0.0.1")));
        KeyPair signing = signer == null ? keys : signer.keys;
        X509Certificate certificate = new JcaX509CertificateConverter()
                .getCertificate(
                        builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signing.getPrivate())));
        return new TestCertificate(name, keys, certificate);
    }

    String fingerprint() throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
    }
}
