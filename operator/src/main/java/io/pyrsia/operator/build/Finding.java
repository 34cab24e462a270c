package io.pyrsia.operator.build;

import io.fabric8.kubernetes.api.model.Condition;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.json.Json;
import io.pyrsia.client.api.Build;
import io.pyrsia.client.api.LogPage;
import io.pyrsia.client.api.Vote;
import io.pyrsia.crds.BuildRequest;
import io.pyrsia.crds.BuildRequestStatus;
import io.pyrsia.operator.node.Conditions;
import io.pyrsia.operator.node.Stage;
import io.pyrsia.operator.seat.Runners.Runner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What was found out of a build: how far it is, the build if there is one, and what the log has of it.
record Finding(Stage stage, Optional<Build> build, List<BuildRequestStatus.Result> results) {

    Finding {
        results = List.copyOf(results);
    }

    static Finding of(Stage stage) {
        return new Finding(stage, Optional.empty(), List.of());
    }

    static Finding of(Build build) {
        return new Finding(Progress.of(build), Optional.of(build), List.of());
    }

    /// @param entries what the log has of a build that is over; entries come after the state
    static Finding of(Build build, List<LogPage.Entry> entries) throws Malformed {
        List<BuildRequestStatus.Result> results = new ArrayList<>();
        for (LogPage.Entry entry : entries) {
            for (Vote vote : Vote.of(entry.entry())) {
                results.add(new BuildRequestStatus.Result(
                        entry.entry().get("artifact_id") instanceof Json.Text(String file)
                                ? file
                                : build.purl().toString(),
                        vote.node().toString(),
                        vote.isTrusted(),
                        vote.bytes().toString(),
                        vote.sameness(),
                        vote.attestation().toString(),
                        entry.index()));
            }
        }
        Stage stage = build.state() == Build.State.PUBLISHED && entries.isEmpty()
                ? new Stage.Waiting("Publishing", "no checkpoint of the log has its entries yet")
                : Progress.of(build);
        return new Finding(
                stage,
                Optional.of(build),
                results.subList(0, Math.min(results.size(), BuildRequestStatus.MAX_RESULTS)));
    }

    /// The status that follows from it.
    ///
    /// @param runners what builds in this cluster, by the builders' keys
    BuildRequestStatus status(BuildRequest wish, Map<String, Runner> runners, Instant at) {
        @Nullable BuildRequestStatus before = wish.getStatus();
        List<Condition> conditions = before == null ? List.of() : before.conditions();
        long generation = wish.getMetadata().getGeneration();
        List<Condition> now = new Conditions(conditions, generation, at).of(stage);
        if (build.isEmpty()) {
            return before == null
                    ? new BuildRequestStatus(generation, now, null, null, null, null, null, null, null)
                    : new BuildRequestStatus(
                            generation,
                            now,
                            before.build(),
                            before.state(),
                            before.round(),
                            before.seats(),
                            before.deadline(),
                            before.trust(),
                            before.results());
        }
        Build found = build.get();
        return new BuildRequestStatus(
                generation,
                now,
                found.id(),
                found.state().name(),
                found.round(),
                Progress.isOver(found.state()) && before != null
                        ? last(before.seats())
                        : seats(found, before == null ? null : before.seats(), runners),
                found.deadline() == null ? null : found.deadline().toString(),
                found.state() == Build.State.PUBLISHED ? found.detail() : null,
                results.isEmpty() ? null : results);
    }

    private static List<BuildRequestStatus.Seat> seats(
            Build build, @Nullable List<BuildRequestStatus.Seat> before, Map<String, Runner> runners) {
        Map<String, String> logs = new HashMap<>();
        for (BuildRequestStatus.Seat seat : before == null ? List.<BuildRequestStatus.Seat>of() : before) {
            if (seat.log() != null && seat.seated()) {
                logs.put(seat.node(), seat.log());
            }
        }
        return build.seats().stream()
                .map(seat -> {
                    Optional<Runner> runner = Optional.ofNullable(
                            seat.seated() ? runners.get(seat.node().toString()) : null);
                    return new BuildRequestStatus.Seat(
                            seat.node().toString(),
                            seat.seated(),
                            seat.committed(),
                            seat.answered(),
                            runner.map(Runner::name).orElse(null),
                            runner.flatMap(Runner::log)
                                    .orElse(logs.get(seat.node().toString())));
                })
                .toList();
    }

    /// The committee as it was seen last: the ledger forgets it when the build is over.
    private @Nullable List<BuildRequestStatus.Seat> last(@Nullable List<BuildRequestStatus.Seat> seen) {
        Set<String> known =
                results.stream().map(BuildRequestStatus.Result::node).collect(Collectors.toSet());
        return seen == null
                ? null
                : seen.stream()
                        .map(seat -> new BuildRequestStatus.Seat(
                                seat.node(),
                                seat.seated(),
                                seat.committed() || known.contains(seat.node()),
                                seat.answered() || known.contains(seat.node()),
                                seat.runner(),
                                seat.log()))
                        .toList();
    }
}
