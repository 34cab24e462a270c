package io.pyrsia.libp2p.tls;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.crypto.NativeCrypto;
import java.io.IOException;
import java.io.InputStream;
import java.security.Provider;
import java.security.Security;
import java.security.cert.CRL;
import java.security.cert.CRLException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactorySpi;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// What the JDK's TLS gets in the handshakes with peers, and nothing else in this JVM: [PeerCertificate]'s reading of
/// certificates, and the cryptography of [NativeCrypto] once that is loaded.
///
/// The JDK's TLS asks the JVM's list of providers for both; its own reader refuses what names no issuer, and its own
/// cryptography is several times slower. So this provider stands first in that list; to everyone but a thread inside
/// [#during] it offers nothing.
final class HandshakeProvider extends Provider {

    private static final long serialVersionUID = 1L;

    private static final String TYPE = "CertificateFactory";
    private static final String ALGORITHM = "X.509";

    /// What the native library does better: keys and signatures of NIST curves, and the cipher of the records, which
    /// is chosen in the handshake and stays.
    private static final Set<String> NATIVE = Set.of(
            "Cipher.AES/GCM/NoPadding",
            "KeyAgreement.ECDH",
            "KeyFactory.EC",
            "KeyPairGenerator.EC",
            "Signature.SHA256withECDSA",
            "Signature.SHA384withECDSA",
            "Signature.SHA512withECDSA");

    /// Bound on a thread that is in the handshake with a peer.
    private static final ScopedValue<Boolean> HANDSHAKE = ScopedValue.newInstance();

    /// A handshake, or a part of it.
    @FunctionalInterface
    interface Handshake {
        void run() throws IOException;
    }

    private final transient Service service = new Reading(this);

    private HandshakeProvider() {
        super("PyrsiaHandshake", "1", "certificates and cryptography, inside the handshakes with libp2p peers");
    }

    /// Makes the JVM know it; the second time changes nothing.
    static void install() {
        Security.insertProviderAt(new HandshakeProvider(), 1);
    }

    /// Runs `handshake`, during which this thread gets what is here.
    static void during(Handshake handshake) throws IOException {
        ScopedValue.where(HANDSHAKE, true).call(() -> {
            handshake.run();
            return true;
        });
    }

    @Override
    public @Nullable Service getService(String type, String algorithm) {
        if (!HANDSHAKE.isBound()) {
            return null;
        }
        if (type.equals(TYPE) && algorithm.equals(ALGORITHM)) {
            return service;
        }
        return NATIVE.contains(type + "." + algorithm)
                ? NativeCrypto.provider()
                        .map(library -> library.getService(type, algorithm))
                        .orElse(null)
                : null;
    }

    /// What stands in the list of providers.
    private static final class Reading extends Service {

        Reading(Provider provider) {
            super(provider, TYPE, ALGORITHM, Factory.class.getName(), List.of(), Map.of());
        }

        @Override
        public Object newInstance(@Nullable Object parameter) {
            return new Factory();
        }
    }

    /// Reads one certificate; there is nothing else that a peer may send.
    private static final class Factory extends CertificateFactorySpi {

        @Override
        public Certificate engineGenerateCertificate(InputStream in) throws CertificateException {
            try {
                return PeerX509.read(Bytes.wrap(in.readNBytes(PeerCertificate.MAX_BYTES + 1)));
            } catch (IOException | Malformed e) {
                throw new CertificateException(e);
            }
        }

        @Override
        public Collection<Certificate> engineGenerateCertificates(InputStream in) throws CertificateException {
            return List.of(engineGenerateCertificate(in));
        }

        @Override
        public CRL engineGenerateCRL(InputStream in) throws CRLException {
            throw new CRLException("peers have none");
        }

        @Override
        public Collection<CRL> engineGenerateCRLs(InputStream in) throws CRLException {
            throw new CRLException("peers have none");
        }
    }
}
