package io.pyrsia.cli.build;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.json.Json;
import io.pyrsia.cli.frame.Console;
import io.pyrsia.cli.frame.Exit;
import io.pyrsia.cli.frame.Failure;
import io.pyrsia.cli.node.NodeWork;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.ApiRefusal;
import io.pyrsia.client.api.Build;
import io.pyrsia.client.api.Vote;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Says in words why a build ended as it did: who made the same, who did not, and what else is published.
@Command(name = "why", description = "Say why a build ended as it did: which builders agreed, and how much.")
final class BuildWhy extends NodeWork {

    @Parameters(paramLabel = "ID", description = "What the request printed.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private String id;

    @Override
    protected Exit run(Console console, ApiClient client)
            throws ApiRefusal, Failure, Malformed, IOException, InterruptedException {
        Build build = BuildStatus.find(client, id);
        List<String> sentences = new ArrayList<>();
        if (!Progress.isOver(build)) {
            sentences.add("It is not over: " + Progress.sentence(build) + ".");
        } else {
            sentences.add("It " + end(build) + ".");
            Evidence evidence = Evidence.of(client, build);
            for (Json.Obj entry : evidence.entries()) {
                sentences.addAll(votes(entry));
            }
            Optional<Json.Obj> report = BuildReport.of(client, evidence);
            if (report.isPresent()) {
                sentences.add("Beside what is published elsewhere:");
                BuildReport.sentences(report.get()).forEach(sentence -> sentences.add("  " + sentence));
            }
        }
        Json answer = Json.object(new TreeMap<>(Map.of(
                "build", Json.of(build.id()),
                "purl", Json.of(build.purl().toString()),
                "sentences", Json.array(sentences.stream().map(Json::of).toList()))));
        console.show(answer, page -> sentences.forEach(page::line));
        return Exit.DONE;
    }

    /// How a build that is over ended.
    static String end(Build build) {
        String detail = build.detail() == null ? "" : ": " + build.detail();
        return switch (build.state()) {
            case PUBLISHED -> "was published as " + build.detail();
            case CANNOT_BUILD -> "could not be built" + detail;
            case SILENT -> "ended because no builder gave an answer in time";
            case DISPUTED -> "ended in a dispute: the builders did not agree";
            case NOT_DRAWN -> "ended because too few authorities took part in the draw";
            case NO_BUILDERS -> "ended because there were too few builders to ask";
            case REMOVED -> "ended because the authorities removed the version";
            case AWAITING_SEED, DRAWING, BUILDING, REVEALING -> "is not over";
        };
    }

    /// One sentence for each result that somebody had.
    private static List<String> votes(Json.Obj entry) throws Malformed {
        Map<String, List<Vote>> results = Vote.of(entry).stream()
                .collect(Collectors.groupingBy(
                        vote -> vote.sameness() + " " + vote.bytes(), TreeMap::new, Collectors.toList()));
        List<String> sentences = new ArrayList<>();
        sentences.add(Evidence.text(entry, "artifact_id") + ":");
        for (List<Vote> same : results.values()) {
            Vote first = same.getFirst();
            String who = same.stream()
                    .map(vote -> vote.node().toString().substring(0, 8) + (vote.isTrusted() ? " (trusted)" : ""))
                    .collect(Collectors.joining(", "));
            sentences.add("  " + same.size() + (same.size() == 1 ? " builder" : " builders") + " made " + first.bytes()
                    + ", " + meaning(first.sameness()) + ": " + who);
        }
        return sentences;
    }

    private static String meaning(String sameness) {
        return switch (sameness) {
            case "E0" -> "the bytes that were published (E0)";
            case "E1" -> "the same when it is unpacked (E1)";
            case "E2" -> "the same but for order, times and owners (E2)";
            case "E3" -> "the same but for what its format declares volatile (E3)";
            case "E4" -> "the same once class files are resolved (E4)";
            default -> "something else (X)";
        };
    }
}
