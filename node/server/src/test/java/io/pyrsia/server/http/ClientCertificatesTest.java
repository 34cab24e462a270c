package io.pyrsia.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pyrsia.base.seam.ManualClock;
import io.pyrsia.client.ApiToken;
import io.pyrsia.server.config.NodeConfig.HttpConfig;
import io.pyrsia.server.report.Metrics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Who may make changes by a client certificate: over real TLS, those that the configuration names and nobody else.
class ClientCertificatesTest {

    private static final String SECRET = "0123456789abcdef".repeat(4);

    private final TestCertificate server = TestCertificate.selfSigned("server");
    private final TestCertificate authority = TestCertificate.selfSigned("authority");
    private final TestCertificate colleague = authority.sign("colleague");
    private final TestCertificate other = authority.sign("other");
    private final TestCertificate stranger = TestCertificate.selfSigned("stranger");

    ClientCertificatesTest() throws Exception {}

    private HttpFront start(List<TestCertificate> authorities, TestCertificate... named) throws Exception {
        Set<String> fingerprints = new HashSet<>();
        for (TestCertificate certificate : named) {
            fingerprints.add(certificate.fingerprint());
        }
        KnownClients clients = KnownClients.of(
                authorities.stream().map(TestCertificate::certificate).toList(), fingerprints);
        return HttpFront.start(
                new HttpConfig("127.0.0.1", 0, Optional.empty(), Path.of("unused")),
                ApiToken.parse(SECRET),
                new ManualClock(Instant.EPOCH),
                new Metrics(),
                Optional.of(new HttpTls(server.keys().getPrivate(), List.of(server.certificate()), clients)),
                routing -> routing.post("/change", (request, response) -> Answers.text(response, "changed")));
    }

    /// Asks for a change; gives the status.
    private int change(HttpFront front, @Nullable TestCertificate own, String token) throws Exception {
        try (HttpClient client = HttpClient.newBuilder()
                .sslContext(context(own))
                .version(HttpClient.Version.HTTP_1_1)
                .build()) {
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            URI.create("https://127.0.0.1:" + front.port() + "/change"))
                    .POST(BodyPublishers.noBody());
            if (!token.isEmpty()) {
                request.header("Authorization", "Bearer " + token);
            }
            return client.send(request.build(), BodyHandlers.discarding()).statusCode();
        }
    }

    private SSLContext context(@Nullable TestCertificate own) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", server.certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        KeyStore ownKeys = KeyStore.getInstance("PKCS12");
        ownKeys.load(null, null);
        if (own != null) {
            ownKeys.setKeyEntry("own", own.keys().getPrivate(), new char[0], new Certificate[] {own.certificate()});
        }
        keys.init(ownKeys, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    @Test
    void whomTheAuthorityVouchesForMayMakeChanges() throws Exception {
        try (HttpFront front = start(List.of(authority))) {
            assertEquals(200, change(front, colleague, ""));
            assertEquals(401, change(front, null, ""));
            assertEquals(200, change(front, null, SECRET));
        }
    }

    @Test
    void aCertificateOfSomebodyElseIsNotLetIn() throws Exception {
        try (HttpFront front = start(List.of(authority))) {
            // It names the same issuer, or the client would not even send it.
            TestCertificate impostor = TestCertificate.selfSigned("authority").sign("colleague");
            assertThrows(IOException.class, () -> change(front, impostor, ""));
            assertEquals(401, change(front, stranger, ""));
        }
    }

    @Test
    void whereFingerprintsAreNamedOnlyTheyMayMakeChanges() throws Exception {
        try (HttpFront front = start(List.of(authority), colleague)) {
            assertEquals(200, change(front, colleague, ""));
            assertEquals(401, change(front, other, ""), "the authority alone is not enough");
            assertEquals(200, change(front, other, SECRET));
        }
    }

    @Test
    void aFingerprintNeedsNoAuthority() throws Exception {
        try (HttpFront front = start(List.of(), stranger)) {
            assertEquals(200, change(front, stranger, ""));
            assertThrows(IOException.class, () -> change(front, colleague, ""));
            assertEquals(401, change(front, null, ""));
        }
    }

    @Test
    void anExpiredCertificateIsNotLetInThoughItIsNamed() throws Exception {
        TestCertificate expired = TestCertificate.expired("late");
        try (HttpFront front = start(List.of(), expired)) {
            assertThrows(IOException.class, () -> change(front, expired, ""));
        }
    }

    @Test
    void whereNobodyIsNamedACertificateIsNothing() throws Exception {
        try (HttpFront front = start(List.of())) {
            assertEquals(401, change(front, colleague, ""));
            assertEquals(200, change(front, colleague, SECRET));
        }
    }
}
