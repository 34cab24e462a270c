package io.pyrsia.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import org.junit.jupiter.api.function.Executable;

/// What the operator may do, by asking and by trying it in its name.
final class Rights {

    private static final int FORBIDDEN = 403;
    private static final String OPERATOR = "system:serviceaccount:" + Installed.OPERATOR_SPACE + ":pyrsia-operator";

    private final Installed cluster;

    Rights(Installed cluster) {
        this.cluster = cluster;
    }

    void areTheLeast() {
        assertTrue(may(Installed.SPACE, "list", "", "pods"), "the question does not tell rights apart");
        for (String forbidden : List.of(
                "get secrets", "list secrets", "create pods", "create pods/exec", "get pods/log", "delete nodes")) {
            String[] words = forbidden.split(" ", -1);
            assertFalse(may(Installed.SPACE, words[0], "", words[1]), forbidden);
        }
        assertFalse(may(Installed.OPERATOR_SPACE, "list", "", "secrets"), "secrets of its namespace");
        assertFalse(may(Installed.SPACE, "create", "rbac.authorization.k8s.io", "roles"), "new rights");
        assertFalse(may(Installed.SPACE, "delete", "pyrsia.io", "pyrsianodes"), "what people wish for");
        Config config = new ConfigBuilder(cluster.client().getConfiguration())
                .withImpersonateUsername(OPERATOR)
                .build();
        try (KubernetesClient operator =
                new KubernetesClientBuilder().withConfig(config).build()) {
            assertFalse(operator.pods()
                    .inNamespace(Installed.SPACE)
                    .list()
                    .getItems()
                    .isEmpty());
            isForbidden(() -> operator.secrets()
                    .inNamespace(Installed.SPACE)
                    .withName("authority-1-tls")
                    .get());
            isForbidden(() ->
                    operator.secrets().inNamespace(Installed.OPERATOR_SPACE).list());
            isForbidden(() -> operator.resource(new PodBuilder()
                            .withNewMetadata()
                            .withName("intruder")
                            .withNamespace(Installed.SPACE)
                            .endMetadata()
                            .build())
                    .create());
        }
    }

    private static void isForbidden(Executable attempt) {
        assertEquals(
                FORBIDDEN,
                assertThrows(KubernetesClientException.class, attempt).getCode());
    }

    private boolean may(String space, String verb, String group, String resource) {
        String[] parts = resource.split("/", 2);
        return cluster.client()
                .resource(new SubjectAccessReviewBuilder()
                        .withNewSpec()
                        .withUser(OPERATOR)
                        .withNewResourceAttributes()
                        .withNamespace(space)
                        .withVerb(verb)
                        .withGroup(group)
                        .withResource(parts[0])
                        .withSubresource(parts.length > 1 ? parts[1] : null)
                        .endResourceAttributes()
                        .endSpec()
                        .build())
                .create()
                .getStatus()
                .getAllowed();
    }
}
