package io.pyrsia.e2e;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.LocalPortForward;
import io.pyrsia.client.ApiClient;
import io.pyrsia.operator.tls.Identity;
import io.pyrsia.operator.tls.Issued;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;

/// Asks a node of the cluster as the operator does, by a forwarded port: whoever runs a cluster can read the
/// operator's certificates.
final class NodeApi implements AutoCloseable {

    static {
        // A forwarded port is not on the certificate's machine.
        System.setProperty("jdk.internal.httpclient.disableHostnameVerification", "true");
    }

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PORT = 7888;

    private final LocalPortForward forward;
    private final ApiClient api;

    private NodeApi(LocalPortForward forward, ApiClient api) {
        this.forward = forward;
        this.api = api;
    }

    static NodeApi of(KubernetesClient cluster, String node) {
        Secret secret = Objects.requireNonNull(cluster.secrets()
                .inNamespace(Installed.OPERATOR_SPACE)
                .withName("pyrsia-operator-identity")
                .get());
        Map<String, String> data = secret.getData();
        Identity identity = new Identity(
                new Issued(text(data, "authority.crt"), text(data, "authority.key")),
                new Issued(text(data, "client.crt"), text(data, "client.key")));
        LocalPortForward forward = cluster.pods()
                .inNamespace(Installed.SPACE)
                .withName(node + "-0")
                .portForward(PORT);
        URI address = URI.create("https://127.0.0.1:" + forward.getLocalPort());
        return new NodeApi(forward, new ApiClient(address, identity.context(), PATIENCE));
    }

    private static String text(Map<String, String> data, String name) {
        return new String(Base64.getDecoder().decode(Objects.requireNonNull(data.get(name))), StandardCharsets.UTF_8);
    }

    ApiClient api() {
        return api;
    }

    @Override
    public void close() throws IOException {
        api.close();
        forward.close();
    }
}
