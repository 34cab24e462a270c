package io.pyrsia.operator.tls;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/// Makes certificates on ECDSA P-256, which every client knows.
public final class Issuer {

    static final Duration LIFE_OF_AUTHORITY = Duration.ofDays(3_650);
    static final Duration LIFE = Duration.ofDays(365);
    private static final Duration CLOCKS_APART = Duration.ofHours(1);

    private Issuer() {}

    /// An authority that vouches for itself and, after this, for nodes.
    public static Issued authority(String name, Instant now) {
        return of(() -> {
            KeyPair pair = pair();
            X500Name self = name(name);
            JcaX509v3CertificateBuilder certificate = builder(self, self, pair, now, LIFE_OF_AUTHORITY);
            certificate.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            certificate.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
            return issued(certificate, pair, pair.getPrivate());
        });
    }

    /// A client that vouches for itself alone: whoever names the certificate lets in its owner and nobody
    /// else.
    public static Issued client(String name, Instant now) {
        return of(() -> {
            KeyPair pair = pair();
            X500Name self = name(name);
            JcaX509v3CertificateBuilder certificate = builder(self, self, pair, now, LIFE_OF_AUTHORITY);
            certificate.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            certificate.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            certificate.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth));
            return issued(certificate, pair, pair.getPrivate());
        });
    }

    /// A server under these host names, the authority's certificate behind its own.
    public static Issued server(Issued authority, List<String> hosts, Instant now) {
        return of(() -> {
            KeyPair pair = pair();
            X509Certificate issuer = Pem.certificate(authority.certificate());
            X500Name issuerName =
                    X500Name.getInstance(issuer.getSubjectX500Principal().getEncoded());
            JcaX509v3CertificateBuilder certificate = builder(issuerName, name("pyrsia node"), pair, now, LIFE);
            GeneralName[] names = hosts.stream()
                    .map(host -> new GeneralName(GeneralName.dNSName, host))
                    .toArray(GeneralName[]::new);
            certificate.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            certificate.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
            certificate.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            certificate.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
            Issued leaf = issued(certificate, pair, privateKey(authority.key()));
            return new Issued(leaf.certificate() + authority.certificate(), leaf.key());
        });
    }

    static PrivateKey privateKey(String pem) throws GeneralSecurityException, IOException {
        try (PEMParser parser = new PEMParser(new StringReader(pem))) {
            PemObject read = parser.readPemObject();
            if (read == null) {
                throw new GeneralSecurityException("not a private key (PEM)");
            }
            return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(read.getContent()));
        }
    }

    private static KeyPair pair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static X500Name name(String commonName) {
        return new X500Name("CN=" + commonName);
    }

    private static JcaX509v3CertificateBuilder builder(
            X500Name issuer, X500Name subject, KeyPair pair, Instant now, Duration life) {
        return new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(127, new SecureRandom()),
                Date.from(now.minus(CLOCKS_APART)),
                Date.from(now.plus(life)),
                subject,
                pair.getPublic());
    }

    private static Issued issued(JcaX509v3CertificateBuilder certificate, KeyPair pair, PrivateKey signer)
            throws GeneralSecurityException, OperatorCreationException, IOException {
        X509Certificate signed = new JcaX509CertificateConverter()
                .getCertificate(certificate.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer)));
        return new Issued(
                pem("CERTIFICATE", signed.getEncoded()),
                pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
    }

    private static String pem(String kind, byte[] content) throws IOException {
        StringWriter text = new StringWriter();
        try (PemWriter writer = new PemWriter(text)) {
            writer.writeObject(new PemObject(kind, content));
        }
        return text.toString();
    }

    private interface Making {
        Issued make() throws GeneralSecurityException, OperatorCreationException, CertIOException, IOException;
    }

    private static Issued of(Making making) {
        try {
            return making.make();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("a certificate could not be made", e);
        }
    }
}
