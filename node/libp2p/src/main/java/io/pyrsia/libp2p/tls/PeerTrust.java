package io.pyrsia.libp2p.tls;

import io.pyrsia.base.Malformed;
import io.pyrsia.libp2p.key.PeerKey;
import java.net.Socket;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.apache.tuweni.bytes.Bytes;

/// Trusts exactly those certificates in which a peer vouches for itself; who the peer is, others decide.
final class PeerTrust extends X509ExtendedTrustManager {

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        check(chain);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }

    /// The key of the peer behind `certificate`. Another provider in the JVM may have read it before ours had its turn.
    static PeerKey peerKey(Certificate certificate) throws CertificateException, Malformed {
        PeerX509 ours =
                certificate instanceof PeerX509 read ? read : PeerX509.read(Bytes.wrap(certificate.getEncoded()));
        return ours.peerKey();
    }

    private static void check(X509Certificate[] chain) throws CertificateException {
        if (chain.length != 1) {
            throw new CertificateException("a peer has one certificate, not " + chain.length);
        }
        try {
            peerKey(chain[0]);
        } catch (Malformed e) {
            throw new CertificateException(e.reason());
        }
    }
}
