package io.pyrsia.e2e;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.LocalPortForward;
import io.pyrsia.operator.tls.Identity;
import io.pyrsia.operator.tls.Issued;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import javax.net.ssl.SSLContext;

/// The way to a node's HTTP, by a port that is forwarded, with the operator's certificate.
record Door(LocalPortForward port, SSLContext tls, HttpClient client) implements AutoCloseable {

    private static final int PORT = 7888;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    static Door of(KubernetesClient cluster, String node) {
        SSLContext tls = identity(cluster).context();
        LocalPortForward port = cluster.pods()
                .inNamespace(Installed.SPACE)
                .withName(node + "-0")
                .portForward(PORT);
        return new Door(port, tls, HttpClient.newBuilder().sslContext(tls).build());
    }

    URI address() {
        return URI.create("https://localhost:" + port.getLocalPort());
    }

    HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address().resolve(path))
                .timeout(PATIENCE)
                .build();
        return client.send(request, BodyHandlers.ofByteArray());
    }

    private static Identity identity(KubernetesClient cluster) {
        Secret secret = cluster.secrets()
                .inNamespace(Installed.OPERATOR_SPACE)
                .withName("pyrsia-operator-identity")
                .get();
        return new Identity(issued(secret, "authority"), issued(secret, "client"));
    }

    private static Issued issued(Secret secret, String name) {
        return new Issued(text(secret, name + ".crt"), text(secret, name + ".key"));
    }

    private static String text(Secret secret, String name) {
        return new String(Base64.getDecoder().decode(secret.getData().get(name)), StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        client.close();
        port.close();
    }
}
