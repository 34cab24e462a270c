package io.pyrsia.server.http;

import io.helidon.common.tls.Tls;
import io.helidon.common.tls.TlsClientAuth;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/// How the HTTP server proves who it is, and whom it knows.
public record HttpTls(PrivateKey key, List<X509Certificate> chain, KnownClients clients) {

    public HttpTls {
        chain = List.copyOf(chain);
    }

    Tls tls() {
        return Tls.builder()
                .sslContext(context())
                .clientAuth(clients.isEmpty() ? TlsClientAuth.NONE : TlsClientAuth.OPTIONAL)
                .build();
    }

    private SSLContext context() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            char[] noPassword = {};
            store.setKeyEntry("server", key, noPassword, chain.toArray(X509Certificate[]::new));
            KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
            keys.init(store, noPassword);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), new TrustManager[] {clients}, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("the key and the certificates do not go together: " + e.getMessage(), e);
        }
    }
}
