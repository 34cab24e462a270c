package io.pyrsia.cli.build;

import io.pyrsia.cli.frame.Console;
import io.pyrsia.cli.frame.Exit;
import io.pyrsia.cli.frame.Failure;
import io.pyrsia.cli.node.NodeWork;
import io.pyrsia.cli.text.Cell;
import io.pyrsia.cli.text.Page;
import io.pyrsia.cli.text.Style;
import io.pyrsia.cli.text.Table;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.ApiRefusal;
import io.pyrsia.client.api.Build;
import io.pyrsia.client.api.Problem;
import io.pyrsia.client.json.RecordJson;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Says what became of a build; one that failed makes the command fail.
@Command(name = "status", description = "Say what became of a build.")
final class BuildStatus extends NodeWork {

    @Option(names = "--id", required = true, paramLabel = "ID", description = "What the request printed.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private String id;

    @Option(names = "--wait", description = "Say how it goes, until it is over.")
    private boolean isWaiting;

    @Override
    protected Exit run(Console console, ApiClient client)
            throws ApiRefusal, Failure, IOException, InterruptedException {
        Build build = find(client, id);
        return show(console, isWaiting && !Progress.isOver(build) ? Progress.follow(console, client, id) : build);
    }

    static Build find(ApiClient client, String id) throws ApiRefusal, Failure, IOException, InterruptedException {
        try {
            return client.build(id);
        } catch (ApiRefusal refusal) {
            // What cannot be the id of a build is not the id of one.
            if (refusal.problem().is(Problem.Code.NOT_FOUND)
                    || refusal.problem().is(Problem.Code.MALFORMED)) {
                throw new Failure(Exit.NOT_FOUND, "Build status for '" + id + "' was not found");
            }
            throw refusal;
        }
    }

    static Exit show(Console console, Build build) {
        console.show(RecordJson.write(Build.class, build), page -> write(page, build));
        return isFailed(build) ? Exit.FAILED : Exit.DONE;
    }

    private static void write(Page page, Build build) {
        Style style = isFailed(build) ? Style.BAD : Style.PLAIN;
        page.line(style, "Build status for '" + build.id() + "' is '" + word(build) + "'");
        Instant deadline = build.deadline();
        if (deadline != null) {
            page.line(build.state() + ", round " + build.round() + ", at the latest until " + deadline);
        }
        if (!build.seats().isEmpty()) {
            Table table = new Table(List.of("BUILDER", "SEAT", "ANSWER"));
            for (Build.Seat seat : build.seats()) {
                String answer = seat.answered() ? "revealed" : seat.committed() ? "committed" : "";
                table.row(List.of(
                        new Cell(seat.node().toString()),
                        new Cell(seat.seated() ? "member" : "reserve"),
                        new Cell(answer)));
            }
            page.table(table);
        }
    }

    private static boolean isFailed(Build build) {
        return Progress.isOver(build) && build.state() != Build.State.PUBLISHED;
    }

    private static String word(Build build) {
        return switch (build.state()) {
            case AWAITING_SEED, DRAWING, BUILDING, REVEALING -> "RUNNING";
            case PUBLISHED -> "SUCCESS";
            case CANNOT_BUILD, SILENT, DISPUTED, NOT_DRAWN, NO_BUILDERS, REMOVED ->
                "FAILED - (Error: " + (build.detail() == null ? build.state() : build.detail()) + ")";
        };
    }
}
