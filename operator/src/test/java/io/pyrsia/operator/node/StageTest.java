package io.pyrsia.operator.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.junit.jupiter.api.Test;

class StageTest {

    private static KubernetesClientException failure(int code) {
        return new KubernetesClientException(
                "Failure executing: PATCH",
                code,
                new StatusBuilder()
                        .withCode(code)
                        .withMessage("the volume cannot grow")
                        .build());
    }

    @Test
    void whatTheClusterRefusesIsSaidInItsWords() {
        assertEquals(new Stage.Stuck("ClusterRefuses", "the volume cannot grow"), Stage.Stuck.refused(failure(403)));
        assertEquals(new Stage.Stuck("ClusterRefuses", "the volume cannot grow"), Stage.Stuck.refused(failure(422)));
    }

    @Test
    void whatPassesIsTriedAgain() {
        KubernetesClientException passes = failure(503);
        assertSame(passes, assertThrows(KubernetesClientException.class, () -> Stage.Stuck.refused(passes)));
    }
}
