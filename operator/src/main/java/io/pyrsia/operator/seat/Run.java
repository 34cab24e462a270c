package io.pyrsia.operator.seat;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How far what builds for a seat has come.
sealed interface Run {

    /// It has nothing to give yet.
    ///
    /// @param hasBegun whether its pod has everything that it needs to begin
    record Working(boolean hasBegun) implements Run {}

    /// Its result can be fetched from its pod.
    record Giving(String address) implements Run {}

    /// Somebody ended it on purpose.
    record Cancelled() implements Run {}

    record Failed(String reason) implements Run {}

    /// It is over, and its result was taken.
    record Taken() implements Run {}

    static Run of(GenericKubernetesResource run, List<Pod> pods) {
        List<Map<String, Object>> conditions = run.get("status", "conditions");
        Optional<Map<String, Object>> ended = conditions == null
                ? Optional.empty()
                : conditions.stream()
                        .filter(condition -> "Succeeded".equals(condition.get("type")))
                        .filter(condition -> !"Unknown".equals(condition.get("status")))
                        .findFirst();
        if (ended.isEmpty()) {
            return of(pods);
        }
        if ("True".equals(ended.get().get("status"))) {
            return new Taken();
        }
        String reason = String.valueOf(ended.get().get("reason"));
        return reason.startsWith("Cancelled")
                ? new Cancelled()
                : new Failed(reason + ": " + ended.get().get("message"));
    }

    static Run of(Job job, List<Pod> pods) {
        List<JobCondition> conditions =
                job.getStatus() == null ? List.of() : job.getStatus().getConditions();
        for (JobCondition condition : conditions) {
            if ("True".equals(condition.getStatus())) {
                switch (condition.getType()) {
                    case "Complete" -> {
                        return new Taken();
                    }
                    case "Failed" -> {
                        return new Failed(condition.getReason() + ": " + condition.getMessage());
                    }
                    case "Suspended" -> {
                        return new Cancelled();
                    }
                    default -> {
                        // Says nothing about its end.
                    }
                }
            }
        }
        return of(pods);
    }

    private static Run of(List<Pod> pods) {
        return pods.stream()
                .filter(Run::collects)
                .map(pod -> pod.getStatus().getPodIP())
                .filter(address -> address != null && !address.isEmpty())
                .<Run>map(Giving::new)
                .findFirst()
                .orElseGet(() -> new Working(pods.stream()
                        .anyMatch(pod -> pod.getStatus() != null
                                && !"Pending".equals(pod.getStatus().getPhase()))));
    }

    private static boolean collects(Pod pod) {
        if (pod.getStatus() == null) {
            return false;
        }
        // Tekton starts all steps at once and holds back those whose turn has not come; a Job's others have ended
        // before this one is there.
        List<ContainerStatus> statuses = pod.getStatus().getContainerStatuses();
        return !statuses.isEmpty()
                && statuses.stream().allMatch(status -> {
                    ContainerState state = status.getState();
                    return state != null
                            && (status.getName().endsWith("collect")
                                    ? state.getRunning() != null
                                    : state.getTerminated() != null);
                });
    }
}
