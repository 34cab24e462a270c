package io.pyrsia.operator.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.pyrsia.client.ApiClient;
import io.pyrsia.server.http.KnownClients;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.Test;

/// The operator and a node know each other, and nobody else, by the certificates that the operator makes.
class IdentityTest {

    private final Instant now = Instant.now();

    private final Identity identity = Identity.make(now);

    private HttpsServer node(Issued server) throws Exception {
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        own.setKeyEntry("node", Issuer.privateKey(server.key()), new char[0], new Certificate[] {
            Pem.certificate(server.certificate())
        });
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(own, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        KnownClients clients =
                KnownClients.of(List.of(Pem.certificate(identity.client().certificate())), Set.of());
        context.init(keys.getKeyManagers(), new TrustManager[] {clients}, null);
        HttpsServer node = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        node.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters strict = context.getDefaultSSLParameters();
                strict.setNeedClientAuth(true);
                parameters.setSSLParameters(strict);
            }
        });
        node.createContext("/metrics", exchange -> {
            byte[] body = "figures\n".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        node.start();
        return node;
    }

    private static String ask(HttpsServer node, SSLContext as) throws Exception {
        URI address = URI.create("https://localhost:" + node.getAddress().getPort());
        try (ApiClient client = new ApiClient(address, as, Duration.ofSeconds(30))) {
            return client.metrics();
        }
    }

    @Test
    void theOperatorAndANodeKnowEachOther() throws Exception {
        HttpsServer node = node(identity.server(List.of("localhost"), now));
        try {
            assertEquals("figures\n", ask(node, identity.context()));
            SSLContext stranger =
                    new Identity(identity.authority(), Identity.make(now).client()).context();
            assertThrows(IOException.class, () -> ask(node, stranger));
        } finally {
            node.stop(0);
        }
    }

    @Test
    void aNodeOfAnotherAuthorityOrNameIsNotBelieved() throws Exception {
        for (Issued server :
                List.of(Identity.make(now).server(List.of("localhost"), now), identity.server(List.of("other"), now))) {
            HttpsServer node = node(server);
            try {
                assertThrows(IOException.class, () -> ask(node, identity.context()));
            } finally {
                node.stop(0);
            }
        }
    }

    @Test
    void aCertificateIsStaleBeforeItEndsAndWhenTheAuthorityIsAnother() {
        String certificate = identity.server(List.of("one"), now).certificate();
        assertFalse(identity.isStale(certificate, now));
        assertTrue(identity.isStale(certificate, now.plus(Duration.ofDays(300))));
        assertTrue(Identity.make(now).isStale(certificate, now));
        assertTrue(identity.isStale("no certificate", now));
    }

    @Test
    void keysPrintAsNothing() {
        assertFalse(identity.toString().contains("PRIVATE"));
    }
}
