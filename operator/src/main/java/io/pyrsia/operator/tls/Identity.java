package io.pyrsia.operator.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// Who the operator is to nodes, and whom it lets them be.
///
/// @param authority what vouches for the nodes' certificates
/// @param client what the operator shows to nodes
public record Identity(Issued authority, Issued client) {

    /// A certificate is replaced while it has this much left.
    private static final Duration RENEWED_BEFORE = Duration.ofDays(90);

    public static Identity make(Instant now) {
        return new Identity(Issuer.authority("pyrsia-operator authority", now), Issuer.client("pyrsia-operator", now));
    }

    public Issued server(List<String> hosts, Instant now) {
        return Issuer.server(authority, hosts, now);
    }

    /// Whether a node's certificate must be made anew: it ends soon, or another authority signed it.
    public boolean isStale(String certificate, Instant now) {
        try {
            var served = Pem.certificate(certificate);
            served.verify(Pem.certificate(authority.certificate()).getPublicKey());
            return served.getNotAfter().toInstant().minus(RENEWED_BEFORE).isBefore(now);
        } catch (GeneralSecurityException e) {
            return true;
        }
    }

    /// For questions to nodes.
    public SSLContext context() {
        try {
            KeyStore own = empty();
            own.setKeyEntry("operator", Issuer.privateKey(client.key()), new char[0], new Certificate[] {
                Pem.certificate(client.certificate())
            });
            KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
            keys.init(own, new char[0]);
            KeyStore believed = empty();
            believed.setCertificateEntry("authority", Pem.certificate(authority.certificate()));
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(believed);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the operator's own certificates cannot be used", e);
        }
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
