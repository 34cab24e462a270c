package io.pyrsia.libp2p.tls;

import io.pyrsia.base.Malformed;
import io.pyrsia.libp2p.key.PeerKey;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.util.Properties;

/// What a peer sent as its certificate, read without the JDK's parser, which refuses those that name no issuer.
///
/// @param encoded the DER encoding, all of it
/// @param content its parts
/// @param key the key that the certificate is for, of a kind and size that TLS here takes
record PeerCertificate(Bytes encoded, Certificate content, PublicKey key) {

    /// The longest certificate: room for two RSA keys with 8,192 bits and their signatures.
    static final int MAX_BYTES = 8 * 1_024;

    private static final int RSA_MIN_BITS = 2_048;
    private static final int RSA_MAX_BITS = 8_192;

    /// The kinds of keys, with the name by which the JDK decodes them.
    private static final Map<ASN1ObjectIdentifier, String> KEYS = Map.of(
            X9ObjectIdentifiers.id_ecPublicKey, "EC",
            PKCSObjectIdentifiers.rsaEncryption, "RSA",
            EdECObjectIdentifiers.id_Ed25519, "Ed25519");

    /// How a certificate may sign itself, with the name by which the JDK checks it.
    private static final Map<ASN1ObjectIdentifier, String> SIGNATURES = Map.of(
            X9ObjectIdentifiers.ecdsa_with_SHA256, "SHA256withECDSA",
            X9ObjectIdentifiers.ecdsa_with_SHA384, "SHA384withECDSA",
            X9ObjectIdentifiers.ecdsa_with_SHA512, "SHA512withECDSA",
            PKCSObjectIdentifiers.sha256WithRSAEncryption, "SHA256withRSA",
            PKCSObjectIdentifiers.sha384WithRSAEncryption, "SHA384withRSA",
            PKCSObjectIdentifiers.sha512WithRSAEncryption, "SHA512withRSA",
            EdECObjectIdentifiers.id_Ed25519, "Ed25519");

    /// Reads a certificate; nothing that it says is checked yet.
    static PeerCertificate parse(Bytes encoded) throws Malformed {
        if (encoded.size() > MAX_BYTES) {
            throw new Malformed("a certificate has at most " + MAX_BYTES + " bytes");
        }
        byte[] der = encoded.toArray();
        Properties.setThreadOverride(Properties.X509_ALLOW_EMPTY_ISSUER_CERT, true);
        try {
            ASN1Primitive structure = ASN1Primitive.fromByteArray(der);
            if (structure == null || !Arrays.equals(structure.getEncoded(ASN1Encoding.DER), der)) {
                throw new Malformed("a certificate that is not in its one encoding");
            }
            Certificate content = Certificate.getInstance(structure);
            requireTimes(content);
            return new PeerCertificate(encoded, content, key(content));
        } catch (IOException | RuntimeException e) { // Bouncy Castle's reader also casts what it has not looked at
            throw new Malformed("not a certificate: " + e.getMessage());
        } finally {
            Properties.removeThreadOverride(Properties.X509_ALLOW_EMPTY_ISSUER_CERT);
        }
    }

    /// The key of the peer that it belongs to, after everything in it was checked.
    PeerKey check(Instant now) throws Malformed {
        requireValid(now);
        if (!signsItself()) {
            throw new Malformed("a certificate that is not signed by itself");
        }
        if (!knowsItsCriticalExtensions()) {
            throw new Malformed("a certificate with a critical extension that is not known");
        }
        SignedKey signed = SignedKey.parse(
                extension(SignedKey.EXTENSION).orElseThrow(() -> new Malformed("a certificate without a peer's key")));
        if (!signed.vouchesFor(key)) {
            throw new Malformed("a peer did not sign the key of its certificate");
        }
        return signed.peer();
    }

    void requireValid(Instant now) throws Malformed {
        if (now.isBefore(content.getStartDate().getDate().toInstant())
                || now.isAfter(content.getEndDate().getDate().toInstant())) {
            throw new Malformed("a certificate that is not valid now");
        }
    }

    /// The part that is signed.
    byte[] signedPart() {
        try {
            return content.getTBSCertificate().getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new IllegalStateException("what was read can be written", e);
        }
    }

    /// The content of an extension.
    Optional<byte[]> extension(ASN1ObjectIdentifier id) {
        return Optional.ofNullable(content.getTBSCertificate().getExtensions())
                .map(all -> all.getExtension(id))
                .map(one -> one.getExtnValue().getOctets());
    }

    boolean knowsItsCriticalExtensions() {
        Extensions all = content.getTBSCertificate().getExtensions();
        return all == null || Arrays.stream(all.getCriticalExtensionOIDs()).allMatch(SignedKey.EXTENSION::equals);
    }

    private boolean signsItself() {
        AlgorithmIdentifier algorithm = content.getSignatureAlgorithm();
        String name = SIGNATURES.get(algorithm.getAlgorithm());
        if (name == null || !algorithm.equals(content.getTBSCertificate().getSignature())) {
            return false;
        }
        try {
            Signature check = Signature.getInstance(name);
            check.initVerify(key);
            check.update(signedPart());
            return check.verify(content.getSignature().getOctets());
        } catch (GeneralSecurityException | IllegalStateException e) {
            return false;
        }
    }

    /// The two times are kept as text and read when they are asked for; they must be readable then.
    private static void requireTimes(Certificate content) throws Malformed {
        Instant start = content.getStartDate().getDate().toInstant();
        if (content.getEndDate().getDate().toInstant().isBefore(start)) {
            throw new Malformed("a certificate that ends before it begins");
        }
    }

    private static PublicKey key(Certificate content) throws Malformed, IOException {
        String kind = KEYS.get(content.getSubjectPublicKeyInfo().getAlgorithm().getAlgorithm());
        if (kind == null) {
            throw new Malformed("a certificate for a key that is none of " + KEYS.values());
        }
        PublicKey key;
        try {
            byte[] encoded = content.getSubjectPublicKeyInfo().getEncoded(ASN1Encoding.DER);
            key = KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new Malformed("a certificate for something that is no " + kind + " key");
        }
        if (key instanceof RSAKey rsa
                && (rsa.getModulus().bitLength() < RSA_MIN_BITS
                        || rsa.getModulus().bitLength() > RSA_MAX_BITS)) {
            throw new Malformed("an RSA key has " + RSA_MIN_BITS + " to " + RSA_MAX_BITS + " bits");
        }
        return key;
    }
}
