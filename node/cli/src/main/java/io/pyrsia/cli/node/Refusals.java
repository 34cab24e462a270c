package io.pyrsia.cli.node;

import io.pyrsia.cli.frame.Exit;
import io.pyrsia.cli.frame.Failure;
import io.pyrsia.client.api.Problem;
import java.util.Arrays;

/// What a node's refusal means for the one who typed the command.
public final class Refusals {

    private Refusals() {}

    public static Failure failure(Problem problem) {
        String sentence = problem.detail() + (problem.reason() == null ? "" : " (" + problem.reason() + ")");
        Problem.Code code = Arrays.stream(Problem.Code.values())
                .filter(problem::is)
                .findFirst()
                .orElse(Problem.Code.FAILED);
        return switch (code) {
            case MALFORMED, METHOD_NOT_ALLOWED, REJECTED, TOO_LARGE, NOT_JSON, FAILED ->
                new Failure(Exit.FAILED, sentence);
            case UNAUTHORISED ->
                new Failure(
                        Exit.NOT_ALLOWED,
                        sentence,
                        "The token is in the file 'api-token' of the node's data directory: --token-file FILE, or"
                                + " $PYRSIA_TOKEN_FILE.");
            case NOT_FOUND -> new Failure(Exit.NOT_FOUND, sentence);
            case TOO_MANY, NOT_READY, TIMED_OUT -> new Failure(Exit.NOT_NOW, sentence);
        };
    }
}
