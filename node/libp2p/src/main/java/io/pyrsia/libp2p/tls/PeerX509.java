package io.pyrsia.libp2p.tls;

import io.pyrsia.base.Malformed;
import io.pyrsia.libp2p.key.PeerKey;
import io.pyrsia.libp2p.key.Recent;
import java.io.IOException;
import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.Set;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;
import org.apache.tuweni.bytes.Bytes;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Object;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.jspecify.annotations.Nullable;

/// A [PeerCertificate] in the shape in which the JDK's TLS carries it to [PeerTrust].
final class PeerX509 extends X509Certificate {

    private static final long serialVersionUID = 1L;

    private final transient PeerCertificate certificate;
    private final transient TBSCertificate content;

    /// Those of the peers that came last.
    private static final Recent<PeerX509> RECENT = new Recent<>(256);

    /// The result of the check, which is made once but for the time.
    private transient volatile @Nullable PeerKey checked;

    PeerX509(PeerCertificate certificate) {
        this.certificate = certificate;
        this.content = certificate.content().getTBSCertificate();
    }

    static PeerX509 read(Bytes encoded) throws Malformed {
        PeerX509 known = RECENT.get(encoded);
        return known == null ? new PeerX509(PeerCertificate.parse(encoded)) : known;
    }

    /// The key of the peer, after everything was checked.
    PeerKey peerKey() throws Malformed {
        PeerKey known = checked;
        if (known == null) {
            known = certificate.check(Instant.now());
            checked = known;
            RECENT.keep(certificate.encoded(), this);
        } else {
            certificate.requireValid(Instant.now());
        }
        return known;
    }

    @Override
    public PublicKey getPublicKey() {
        return certificate.key();
    }

    @Override
    public byte[] getEncoded() {
        return certificate.encoded().toArray();
    }

    @Override
    public byte[] getTBSCertificate() {
        return certificate.signedPart();
    }

    @Override
    public void checkValidity() throws CertificateExpiredException, CertificateNotYetValidException {
        checkValidity(Date.from(Instant.now()));
    }

    @Override
    public void checkValidity(Date date) throws CertificateExpiredException, CertificateNotYetValidException {
        if (date.toInstant().isBefore(getNotBefore().toInstant())) {
            throw new CertificateNotYetValidException("not before " + getNotBefore());
        }
        if (date.toInstant().isAfter(getNotAfter().toInstant())) {
            throw new CertificateExpiredException("not after " + getNotAfter());
        }
    }

    @Override
    public void verify(PublicKey signer) throws NoSuchAlgorithmException, InvalidKeyException, SignatureException {
        verify(Signature.getInstance(getSigAlgOID()), signer);
    }

    @Override
    public void verify(PublicKey signer, String provider)
            throws NoSuchAlgorithmException, InvalidKeyException, NoSuchProviderException, SignatureException {
        verify(Signature.getInstance(getSigAlgOID(), provider), signer);
    }

    @Override
    public int getVersion() {
        return content.getVersionNumber();
    }

    @Override
    public BigInteger getSerialNumber() {
        return content.getSerialNumber().getValue();
    }

    @Override
    @SuppressWarnings("deprecation") // abstract in the JDK's class
    public X500Principal getIssuerDN() {
        return getIssuerX500Principal();
    }

    @Override
    public X500Principal getIssuerX500Principal() {
        return new X500Principal(encoded(content.getIssuer()));
    }

    @Override
    @SuppressWarnings("deprecation") // abstract in the JDK's class
    public X500Principal getSubjectDN() {
        return getSubjectX500Principal();
    }

    @Override
    public X500Principal getSubjectX500Principal() {
        return new X500Principal(encoded(content.getSubject()));
    }

    @Override
    public Date getNotBefore() {
        return content.getStartDate().getDate();
    }

    @Override
    public Date getNotAfter() {
        return content.getEndDate().getDate();
    }

    @Override
    public byte[] getSignature() {
        return certificate.content().getSignature().getOctets();
    }

    @Override
    public String getSigAlgName() {
        return getSigAlgOID();
    }

    @Override
    public String getSigAlgOID() {
        return certificate.content().getSignatureAlgorithm().getAlgorithm().getId();
    }

    /// None: the algorithms that are known have none, or none but NULL.
    @Override
    public byte @Nullable [] getSigAlgParams() {
        return null;
    }

    @Override
    public boolean @Nullable [] getIssuerUniqueID() {
        return null;
    }

    @Override
    public boolean @Nullable [] getSubjectUniqueID() {
        return null;
    }

    /// Not restricted: a peer's key is for nothing but this handshake.
    @Override
    public boolean @Nullable [] getKeyUsage() {
        return null;
    }

    /// Never an authority.
    @Override
    public int getBasicConstraints() {
        return -1;
    }

    @Override
    public boolean hasUnsupportedCriticalExtension() {
        return !certificate.knowsItsCriticalExtensions();
    }

    @Override
    public @Nullable Set<String> getCriticalExtensionOIDs() {
        return names(
                content.getExtensions() == null ? null : content.getExtensions().getCriticalExtensionOIDs());
    }

    @Override
    public @Nullable Set<String> getNonCriticalExtensionOIDs() {
        return names(
                content.getExtensions() == null ? null : content.getExtensions().getNonCriticalExtensionOIDs());
    }

    @Override
    public byte @Nullable [] getExtensionValue(String name) {
        return certificate
                .extension(new ASN1ObjectIdentifier(name))
                .map(value -> encoded(new DEROctetString(value)))
                .orElse(null);
    }

    @Override
    public String toString() {
        return "the certificate of a peer, number " + getSerialNumber();
    }

    private void verify(Signature check, PublicKey signer) throws InvalidKeyException, SignatureException {
        check.initVerify(signer);
        check.update(getTBSCertificate());
        if (!check.verify(getSignature())) {
            throw new SignatureException("signed by another key");
        }
    }

    private static @Nullable Set<String> names(ASN1ObjectIdentifier @Nullable [] ids) {
        return ids == null
                ? null
                : Arrays.stream(ids).map(ASN1ObjectIdentifier::getId).collect(Collectors.toSet());
    }

    private static byte[] encoded(ASN1Object part) {
        try {
            return part.getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new IllegalStateException("what was read can be written", e);
        }
    }
}
