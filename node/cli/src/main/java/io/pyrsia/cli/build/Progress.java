package io.pyrsia.cli.build;

import io.pyrsia.cli.frame.Console;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.ApiRefusal;
import io.pyrsia.client.api.Build;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/// Follows a build to its end, with a sentence for each thing that happens.
final class Progress {

    private static final long PAUSE_MS = 500;

    /// How long a node may be gone, such as for a restart.
    private static final long ABSENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private Progress() {}

    static Build follow(Console console, ApiClient client, String id)
            throws ApiRefusal, IOException, InterruptedException {
        String last = "";
        long heard = System.nanoTime();
        while (true) {
            try {
                Build build = client.build(id);
                heard = System.nanoTime();
                if (isOver(build)) {
                    return build;
                }
                String now = sentence(build);
                if (!now.equals(last)) {
                    last = now;
                    console.note(now);
                }
            } catch (IOException e) {
                if (System.nanoTime() - heard > ABSENCE_NANOS) {
                    throw e;
                }
            }
            Thread.sleep(PAUSE_MS);
        }
    }

    static boolean isOver(Build build) {
        return switch (build.state()) {
            case AWAITING_SEED, DRAWING, BUILDING, REVEALING -> false;
            case PUBLISHED, CANNOT_BUILD, SILENT, DISPUTED, NOT_DRAWN, NO_BUILDERS, REMOVED -> true;
        };
    }

    /// Where a build stands that is not over.
    static String sentence(Build build) {
        long seats = build.seats().stream().filter(Build.Seat::seated).count();
        long committed = build.seats().stream().filter(Build.Seat::committed).count();
        long revealed = build.seats().stream().filter(Build.Seat::answered).count();
        String round = build.round() == 0 ? "" : "round " + build.round() + ": ";
        return round
                + switch (build.state()) {
                    case AWAITING_SEED -> "waits for the block that nobody could foresee";
                    case DRAWING -> "the authorities draw who builds";
                    case BUILDING -> seats + " builders build, " + committed + " have committed to a result";
                    case REVEALING -> revealed + " of " + committed + " builders have shown their result";
                    case PUBLISHED, CANNOT_BUILD, SILENT, DISPUTED, NOT_DRAWN, NO_BUILDERS, REMOVED -> "over";
                };
    }
}
