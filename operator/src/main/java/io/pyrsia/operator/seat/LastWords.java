package io.pyrsia.operator.seat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The last lines that a build in a pod has printed.
///
/// Whoever may read the status of a request need not be one who may read logs, and builders shall not know each
/// other's results before they have committed to theirs: what looks like a digest is left out.
final class LastWords {

    static final int MAX_CHARACTERS = 400;

    private static final int LINES = 4;
    private static final int MAX_BYTES = 16 << 10;
    private static final Pattern DIGEST = Pattern.compile("\\p{XDigit}{16,}|[A-Za-z0-9+/_-]{43,}=*");
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cntrl}\\p{Cs}\\u0080-\\u009f\\s]+");

    private LastWords() {}

    /// Of the step that runs, which is the one before if it has printed nothing yet.
    static Optional<String> of(Pod pod, KubernetesClient client) {
        List<String> containers = pod.getSpec().getContainers().stream()
                .map(container -> container.getName())
                .toList();
        boolean isTekton = containers.contains("step-build");
        for (String step : List.of("build", "fetch")) {
            Optional<String> said = printed(pod, isTekton ? "step-" + step : step, client);
            if (said.isPresent()) {
                return said;
            }
        }
        return Optional.empty();
    }

    /// A container that has not begun has no log, and one that may not be read has none for us.
    private static Optional<String> printed(Pod pod, String container, KubernetesClient client) {
        try {
            return shown(client.pods()
                    .inNamespace(pod.getMetadata().getNamespace())
                    .withName(pod.getMetadata().getName())
                    .inContainer(container)
                    .limitBytes(MAX_BYTES)
                    .tailingLines(LINES)
                    .getLog());
        } catch (KubernetesClientException e) {
            return Optional.empty();
        }
    }

    /// What of it may be shown.
    static Optional<String> shown(String log) {
        String text = log.lines()
                .map(line -> UNSEEN.matcher(line).replaceAll(" ").strip())
                .map(line -> DIGEST.matcher(line).replaceAll("…"))
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n"));
        int from = Math.max(0, text.length() - MAX_CHARACTERS);
        if (from > 0 && Character.isLowSurrogate(text.charAt(from))) {
            from++;
        }
        return text.isEmpty()
                ? Optional.empty()
                : Optional.of(text.substring(from).strip());
    }
}
