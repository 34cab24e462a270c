package io.pyrsia.cli.build;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.json.Json;
import io.pyrsia.base.json.JsonReader;
import io.pyrsia.cli.frame.Console;
import io.pyrsia.cli.frame.Exit;
import io.pyrsia.cli.frame.Failure;
import io.pyrsia.cli.node.NodeWork;
import io.pyrsia.cli.text.Page;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.ApiRefusal;
import io.pyrsia.client.api.Build;
import io.pyrsia.client.api.Vote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shows how what was built compares with what others had published before, as a builder found it.
@Command(name = "report", description = "Show how what was built compares with what is published elsewhere.")
final class BuildReport extends NodeWork {

    private static final int MAX_REPORT_BYTES = 16 << 20;

    @Parameters(paramLabel = "ID", description = "What the request printed.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private String id;

    @Option(names = "--html", paramLabel = "FILE", description = "Write it as a page for a browser, too.")
    private @Nullable Path html;

    @Override
    protected Exit run(Console console, ApiClient client)
            throws ApiRefusal, Failure, Malformed, IOException, InterruptedException {
        Build build = BuildStatus.find(client, id);
        if (!Progress.isOver(build)) {
            throw new Failure(Exit.NOT_NOW, "the build is not over: " + Progress.sentence(build));
        }
        Evidence evidence = Evidence.of(client, build);
        Json.Obj report = of(client, evidence)
                .orElseThrow(() -> new Failure(
                        Exit.NOT_FOUND,
                        "there is no comparison: the recipe names no published file, or nothing was built"));
        if (html != null) {
            Files.write(html, page(client, evidence).toArrayUnsafe());
            console.note("written to " + html);
        }
        console.show(report, page -> write(page, report));
        return Exit.DONE;
    }

    /// The comparison of the first builder that has one.
    static Optional<Json.Obj> of(ApiClient client, Evidence evidence)
            throws Failure, Malformed, ApiRefusal, IOException, InterruptedException {
        for (Vote vote : evidence.votes()) {
            Optional<Bytes> found = vote.sameness().equals("X")
                    ? Optional.empty()
                    : Evidence.byproduct(client, vote, "comparison.json");
            if (found.isPresent() && JsonReader.read(found.get(), MAX_REPORT_BYTES) instanceof Json.Obj report) {
                return Optional.of(report);
            }
        }
        return Optional.empty();
    }

    private static Bytes page(ApiClient client, Evidence evidence)
            throws Failure, Malformed, ApiRefusal, IOException, InterruptedException {
        for (Vote vote : evidence.votes()) {
            Optional<Bytes> found = Evidence.byproduct(client, vote, "comparison.html");
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new Failure(Exit.NOT_FOUND, "no builder of this build made a page of its comparison");
    }

    private static void write(Page page, Json.Obj report) {
        sentences(report).forEach(page::line);
        if (report.get("differences") instanceof Json.Array(List<Json> differences)) {
            for (Json each : differences) {
                if (each instanceof Json.Obj difference) {
                    page.line("  " + Evidence.text(difference, "level") + " " + Evidence.text(difference, "path") + ": "
                            + String.join("; ", texts(difference)));
                }
            }
        }
    }

    /// What is true of the file as a whole.
    static List<String> sentences(Json.Obj report) {
        String problem = Evidence.text(report, "problem");
        if (!problem.isEmpty()) {
            return List.of(problem);
        }
        String level = Evidence.text(report, "level") + ": " + Evidence.text(report, "meaning");
        List<String> reasons = texts(report);
        return Stream.concat(Stream.of(level), reasons.stream().map(reason -> "  " + reason))
                .toList();
    }

    private static List<String> texts(Json.Obj object) {
        return object.get("reasons") instanceof Json.Array(List<Json> reasons)
                ? reasons.stream()
                        .map(reason -> reason instanceof Json.Text(String text) ? text : "")
                        .toList()
                : List.of();
    }
}
