package io.pyrsia.operator.build;

import io.pyrsia.client.api.Build;
import io.pyrsia.client.api.Problem;
import io.pyrsia.operator.node.Stage;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the ledger's account of a build means for whoever wished for it.
final class Progress {

    /// The ledger's reasons that pass by themselves.
    private static final Set<String> PASSING = Set.of(
            "ALREADY_REQUESTED",
            "TOO_MANY_REQUESTS",
            "TOO_MANY_OWN_REQUESTS",
            "EPOCH_SEALED",
            "REPLAYED",
            "RECIPE_EXISTS");

    private static final String VERIFIED = "ALREADY_VERIFIED";

    private Progress() {}

    static Stage of(Build build) {
        String reason = words(build.state());
        return switch (build.state()) {
            case AWAITING_SEED -> new Stage.Waiting(reason, "the committee is drawn by a block that is still to come");
            case DRAWING -> new Stage.Waiting(reason, "the authorities give their random shares");
            case BUILDING -> new Stage.Waiting(reason, count(build.seats(), false) + " have committed to a result");
            case REVEALING -> new Stage.Waiting(reason, count(build.seats(), true) + " have shown their result");
            case PUBLISHED -> new Stage.Up(reason, detail(build, "it is published"));
            case CANNOT_BUILD -> new Stage.Stuck(reason, detail(build, "the builders cannot build it"));
            case SILENT -> new Stage.Stuck(reason, detail(build, "too few builders answered"));
            case DISPUTED -> new Stage.Stuck(reason, detail(build, "the builders have different results"));
            case NOT_DRAWN -> new Stage.Stuck(reason, detail(build, "too few authorities gave their random share"));
            case NO_BUILDERS -> new Stage.Stuck(reason, detail(build, "the network has too few builders"));
            case REMOVED -> new Stage.Stuck(reason, detail(build, "the package was removed"));
        };
    }

    /// What it means that a node did not request the build.
    static Stage refused(Problem problem) {
        @Nullable String reason = problem.reason();
        if (VERIFIED.equals(reason)) {
            return new Stage.Up("Verified", problem.detail());
        }
        return problem.is(Problem.Code.REJECTED) && (reason == null || !PASSING.contains(reason))
                ? new Stage.Stuck("Refused", problem.detail())
                : new Stage.Waiting("NotTakenYet", problem.detail());
    }

    /// Whether nothing more will become of it.
    static boolean isOver(Build.State state) {
        return switch (state) {
            case AWAITING_SEED, DRAWING, BUILDING, REVEALING -> false;
            case PUBLISHED, CANNOT_BUILD, SILENT, DISPUTED, NOT_DRAWN, NO_BUILDERS, REMOVED -> true;
        };
    }

    private static String count(List<Build.Seat> seats, boolean isAnswered) {
        long seated = seats.stream().filter(Build.Seat::seated).count();
        long done = seats.stream()
                .filter(Build.Seat::seated)
                .filter(seat -> isAnswered ? seat.answered() : seat.committed())
                .count();
        return done + " of " + seated + " builders";
    }

    private static String detail(Build build, String otherwise) {
        @Nullable String detail = build.detail();
        return detail == null ? otherwise : detail;
    }

    /// `AWAITING_SEED` as conditions write it: `AwaitingSeed`.
    private static String words(Build.State state) {
        StringBuilder words = new StringBuilder();
        for (String word : state.name().split("_", -1)) {
            words.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return words.toString();
    }
}
