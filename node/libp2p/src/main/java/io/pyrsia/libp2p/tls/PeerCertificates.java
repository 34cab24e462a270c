package io.pyrsia.libp2p.tls;

import io.pyrsia.base.Malformed;
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
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// Puts [PeerCertificate]'s reading in the place of the JDK's, for the handshakes with peers and nothing else.
///
/// The JDK's TLS asks the JVM's list of providers for a reader of certificates, and its own refuses what names no
/// issuer. So this one stands first in that list; to everyone but a thread inside [#whileReading] it offers nothing.
final class PeerCertificates extends Provider {

    private static final long serialVersionUID = 1L;

    private static final String TYPE = "CertificateFactory";
    private static final String ALGORITHM = "X.509";

    /// Bound on a thread that is in the handshake with a peer.
    private static final ScopedValue<Boolean> READING = ScopedValue.newInstance();

    /// A handshake, or a part of it.
    @FunctionalInterface
    interface Handshake {
        void run() throws IOException;
    }

    private final transient Service service = new Reading(this);

    private PeerCertificates() {
        super("PyrsiaPeerCertificates", "1", "reads the certificates of libp2p peers, inside their handshakes");
    }

    /// Makes the JVM know it; the second time changes nothing.
    static void install() {
        Security.insertProviderAt(new PeerCertificates(), 1);
    }

    /// Runs `handshake`, during which certificates on this thread are read as peers'.
    static void whileReading(Handshake handshake) throws IOException {
        ScopedValue.where(READING, true).call(() -> {
            handshake.run();
            return true;
        });
    }

    @Override
    public @Nullable Service getService(String type, String algorithm) {
        return READING.isBound() && type.equals(TYPE) && algorithm.equals(ALGORITHM) ? service : null;
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
                return new PeerX509(PeerCertificate.parse(Bytes.wrap(in.readNBytes(PeerCertificate.MAX_BYTES + 1))));
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
