package io.pyrsia.operator.main;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.pyrsia.operator.tls.Identity;
import io.pyrsia.operator.tls.Issued;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/// The operator's certificates in a secret of its own namespace, made when it first starts.
final class StoredIdentity {

    static final String SECRET = "pyrsia-operator-identity";
    private static final int CONFLICT = 409;

    private StoredIdentity() {}

    static Identity readOrMake(KubernetesClient client, String namespace, Instant now) {
        Secret there = read(client, namespace);
        if (there == null) {
            try {
                client.resource(secret(namespace, Identity.make(now))).create();
            } catch (KubernetesClientException e) {
                if (e.getCode() != CONFLICT) {
                    throw e;
                }
            }
            there = read(client, namespace);
        }
        if (there == null || there.getData() == null) {
            throw new IllegalStateException("the secret " + SECRET + " in " + namespace + " is empty: delete it");
        }
        Map<String, String> data = there.getData();
        return new Identity(
                new Issued(text(data, "authority.crt"), text(data, "authority.key")),
                new Issued(text(data, "client.crt"), text(data, "client.key")));
    }

    private static Secret read(KubernetesClient client, String namespace) {
        return client.secrets().inNamespace(namespace).withName(SECRET).get();
    }

    private static Secret secret(String namespace, Identity identity) {
        TreeMap<String, String> data = new TreeMap<>();
        data.put("authority.crt", identity.authority().certificate());
        data.put("authority.key", identity.authority().key());
        data.put("client.crt", identity.client().certificate());
        data.put("client.key", identity.client().key());
        return new SecretBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(SECRET)
                .endMetadata()
                .withStringData(data)
                .build();
    }

    private static String text(Map<String, String> data, String name) {
        String encoded = data.get(name);
        if (encoded == null) {
            throw new IllegalStateException("the secret " + SECRET + " has no " + name + ": delete it");
        }
        return new String(Base64.getDecoder().decode(encoded), StandardCharsets.US_ASCII);
    }
}
