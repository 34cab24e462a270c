package io.pyrsia.operator.node;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Set;

/// How far a node has come, with a reason in one word and one in a sentence.
public sealed interface Stage {

    String reason();

    String message();

    /// It goes on by itself.
    record Waiting(String reason, String message) implements Stage {}

    /// It does not go on before somebody does what the message says.
    record Stuck(String reason, String message) implements Stage {

        /// What an API server says to a wish that it understands and will not grant: forbidden, or not valid.
        private static final Set<Integer> REFUSALS = Set.of(403, 422);

        /// That the cluster refuses what is needed; any other failure passes, and is thrown on.
        static Stuck refused(KubernetesClientException failure) {
            if (!REFUSALS.contains(failure.getCode())) {
                throw failure;
            }
            String words = failure.getStatus() == null
                    ? failure.getMessage()
                    : failure.getStatus().getMessage();
            return new Stuck("ClusterRefuses", String.valueOf(words));
        }
    }

    /// It is as it should be.
    record Up(String reason, String message) implements Stage {

        /// A node that serves and has caught up.
        public Up(String message) {
            this("CaughtUp", message);
        }
    }
}
