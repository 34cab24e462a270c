package io.pyrsia.server.api;

import io.pyrsia.client.api.Build;
import io.pyrsia.ledger.View;
import io.pyrsia.ledger.state.BuildRequest;
import io.pyrsia.ledger.state.Closed;
import io.pyrsia.ledger.state.Phase;
import io.pyrsia.ledger.state.Seat;
import io.pyrsia.ledger.transaction.Id;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Tells what became of build requests.
final class Builds {

    private final Supplier<View> view;

    Builds(Supplier<View> view) {
        this.view = view;
    }

    Optional<Build> find(Id id) {
        View now = view.get();
        return now.openBuild(id).map(open -> build(id, open)).or(() -> now.closedBuild(id)
                .map(closed -> build(id, closed)));
    }

    private static Build build(Id id, BuildRequest open) {
        Build.State state =
                switch (open.phase()) {
                    case Phase.AwaitingSeed ignored -> Build.State.AWAITING_SEED;
                    case Phase.Drawing ignored -> Build.State.DRAWING;
                    case Phase.Building ignored -> Build.State.BUILDING;
                    case Phase.Revealing ignored -> Build.State.REVEALING;
                };
        long due = open.phase() instanceof Phase.Building building
                ? building.deadlineMs()
                : open.phase().dueMs();
        return new Build(
                id.toString(),
                open.recipe().purl(),
                state,
                null,
                open.round(),
                seats(open.phase()),
                due == 0 ? null : Instant.ofEpochMilli(due),
                null);
    }

    private static List<Build.Seat> seats(Phase phase) {
        return switch (phase) {
            case Phase.AwaitingSeed ignored -> List.of();
            case Phase.Drawing ignored -> List.of();
            case Phase.Building building ->
                building.seats().stream().map(Builds::seat).toList();
            case Phase.Revealing revealing ->
                revealing.seats().stream().map(Builds::seat).toList();
        };
    }

    private static Build.Seat seat(Seat seat) {
        return new Build.Seat(seat.node(), seat.isSeated(), seat.commitment() != null, seat.outcome() != null);
    }

    private static Build build(Id id, Closed closed) {
        return new Build(
                id.toString(),
                closed.purl(),
                Build.State.valueOf(closed.verdict().name()),
                closed.detail().isEmpty() ? null : closed.detail(),
                0,
                List.of(),
                null,
                Instant.ofEpochMilli(closed.closedMs()));
    }
}
