package io.pyrsia.operator.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PodFactsTest {

    private static Optional<String> failure(String state) {
        Pod pod = Serialization.unmarshal("""
                metadata: {name: authority-1-0}
                status:
                  conditions: []
                  initContainerStatuses: [{name: claim, state: {%s}}]
                  containerStatuses: [{name: node, state: {waiting: {reason: PodInitializing}}}]
                """.formatted(state), Pod.class);
        return PodFacts.of(pod).failure();
    }

    @Test
    void anImageThatCannotBePulledIsSaid() {
        assertEquals(
                Optional.of("ImagePullBackOff: Back-off pulling image pyrsia.io/node:9.9.9"),
                failure("waiting: {reason: ImagePullBackOff, message: Back-off pulling image pyrsia.io/node:9.9.9}"));
    }

    @Test
    void whatComesByItselfIsNoFailure() {
        assertEquals(Optional.empty(), failure("waiting: {reason: ContainerCreating}"));
        assertEquals(Optional.empty(), failure("terminated: {exitCode: 0}"));
    }

    @Test
    void theLastWordsOfAContainerAreSaid() {
        assertEquals(Optional.of("it is bad"), failure("terminated: {exitCode: 1, message: \"it is\\nbad\\n\"}"));
    }
}
