package io.pyrsia.server.http;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/// The client certificates that the configuration names: by an authority of one's own, or each by its fingerprint.
///
/// Where fingerprints are named, only they may make changes; one that only the authority knows is let in and is
/// nobody. No authority of the system counts, or whoever buys a certificate could make changes.
public final class KnownClients extends X509ExtendedTrustManager {

    private final Optional<X509ExtendedTrustManager> authorities;
    private final Set<String> fingerprints;

    private KnownClients(Optional<X509ExtendedTrustManager> authorities, Set<String> fingerprints) {
        this.authorities = authorities;
        this.fingerprints = Set.copyOf(fingerprints);
    }

    /// Knows whom these name.
    ///
    /// @param authorities certificates that vouch for others, or for themselves alone
    /// @param fingerprints SHA-256 over whole certificates, in hexadecimal digits
    public static KnownClients of(List<X509Certificate> authorities, Set<String> fingerprints) {
        return new KnownClients(
                authorities.isEmpty() ? Optional.empty() : Optional.of(manager(authorities)), fingerprints);
    }

    private static X509ExtendedTrustManager manager(List<X509Certificate> authorities) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (int i = 0; i < authorities.size(); i++) {
                store.setCertificateEntry(String.valueOf(i), authorities.get(i));
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509ExtendedTrustManager extended) {
                    return extended;
                }
            }
            throw new IllegalStateException("PKIX gives trust managers for X.509");
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("every JDK has PKIX", e);
        }
    }

    /// Whether anybody can be known.
    public boolean isEmpty() {
        return authorities.isEmpty() && fingerprints.isEmpty();
    }

    /// Whether the owner of a certificate that passed the handshake may make changes.
    boolean mayChange(Certificate certificate) {
        return fingerprints.isEmpty() ? authorities.isPresent() : isNamed(certificate);
    }

    private boolean isNamed(Certificate certificate) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return fingerprints.contains(HexFormat.of().formatHex(hash));
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /// A certificate that is named needs nobody to vouch for it, only to be valid now.
    private Optional<X509ExtendedTrustManager> whoVouches(X509Certificate[] chain) throws CertificateException {
        if (chain.length > 0 && isNamed(chain[0])) {
            chain[0].checkValidity();
            return Optional.empty();
        }
        if (authorities.isEmpty()) {
            throw new CertificateException("the configuration does not name this certificate");
        }
        return authorities;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        Optional<X509ExtendedTrustManager> voucher = whoVouches(chain);
        if (voucher.isPresent()) {
            voucher.get().checkClientTrusted(chain, type);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        Optional<X509ExtendedTrustManager> voucher = whoVouches(chain);
        if (voucher.isPresent()) {
            voucher.get().checkClientTrusted(chain, type, socket);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        Optional<X509ExtendedTrustManager> voucher = whoVouches(chain);
        if (voucher.isPresent()) {
            voucher.get().checkClientTrusted(chain, type, engine);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("this side is a server");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        throw new CertificateException("this side is a server");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        throw new CertificateException("this side is a server");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        // Where single certificates are named too, their issuers are anybody: naming some would keep them away.
        return fingerprints.isEmpty() && authorities.isPresent()
                ? authorities.get().getAcceptedIssuers()
                : new X509Certificate[0];
    }
}
