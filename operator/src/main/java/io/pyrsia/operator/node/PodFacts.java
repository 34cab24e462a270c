package io.pyrsia.operator.node;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a pod says about itself.
///
/// @param revision which desired state it was made from
/// @param claim the message of the container that showed the key, if it ended well
/// @param isEnding whether it was told to stop
/// @param machine the address of the machine that it runs on
/// @param failure the last words of a container that failed, or why one cannot start
record PodFacts(
        String revision,
        boolean isReady,
        boolean isEnding,
        Optional<String> claim,
        Optional<String> machine,
        Optional<String> failure) {

    private static final int MAX_CHARACTERS = 512;
    /// What each container waits for on its way.
    private static final Set<String> PASSING = Set.of("ContainerCreating", "PodInitializing");

    static PodFacts of(Pod pod) {
        List<ContainerStatus> statuses = pod.getStatus() == null
                ? List.of()
                : Stream.concat(
                                pod.getStatus().getInitContainerStatuses().stream(),
                                pod.getStatus().getContainerStatuses().stream())
                        .toList();
        String revision = pod.getMetadata().getAnnotations().getOrDefault(Names.REVISION, "");
        boolean isReady = pod.getStatus() != null
                && pod.getStatus().getConditions().stream()
                        .anyMatch(condition ->
                                "Ready".equals(condition.getType()) && "True".equals(condition.getStatus()));
        return new PodFacts(
                revision,
                isReady,
                pod.getMetadata().getDeletionTimestamp() != null,
                claim(statuses),
                machine(pod),
                failure(statuses));
    }

    private static Optional<String> machine(Pod pod) {
        return Optional.ofNullable(pod.getStatus()).map(PodStatus::getHostIP);
    }

    private static Optional<String> claim(List<ContainerStatus> statuses) {
        return statuses.stream()
                .filter(status -> PodParts.CLAIM_CONTAINER.equals(status.getName()))
                .flatMap(status -> ended(status).stream())
                .filter(ended -> Integer.valueOf(0).equals(ended.getExitCode()))
                .flatMap(ended -> Stream.ofNullable(ended.getMessage()))
                .findFirst();
    }

    private static Optional<String> failure(List<ContainerStatus> statuses) {
        return statuses.stream()
                .flatMap(status -> ended(status).stream())
                .filter(ended -> !Integer.valueOf(0).equals(ended.getExitCode()))
                .map(PodFacts::words)
                .findFirst()
                .or(() -> statuses.stream()
                        .flatMap(status -> Stream.ofNullable(status.getState()))
                        .flatMap(state -> Stream.ofNullable(state.getWaiting()))
                        .filter(waiting -> !PASSING.contains(String.valueOf(waiting.getReason())))
                        .map(waiting -> last(waiting.getReason() + ": " + waiting.getMessage()))
                        .findFirst());
    }

    private static Optional<ContainerStateTerminated> ended(ContainerStatus status) {
        return Stream.of(status.getState(), status.getLastState())
                .flatMap(Stream::ofNullable)
                .flatMap(state -> Stream.ofNullable(state.getTerminated()))
                .findFirst();
    }

    private static String words(ContainerStateTerminated ended) {
        @Nullable String message = ended.getMessage();
        return last(message == null || message.isBlank() ? "it ended with " + ended.getExitCode() : message);
    }

    private static String last(String words) {
        String line = words.strip().replaceAll("\\p{Cntrl}+", " ");
        return line.substring(Math.max(0, line.length() - MAX_CHARACTERS));
    }
}
