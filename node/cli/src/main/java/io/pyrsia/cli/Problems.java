package io.pyrsia.cli;

import io.pyrsia.base.Malformed;
import io.pyrsia.cli.frame.Exit;
import io.pyrsia.cli.frame.Failure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// What is said when a command cannot be done: one sentence on the standard error, and an exit code.
final class Problems {

    private Problems() {}

    /// The words were not understood.
    static int explain(ParameterException problem, String[] arguments) {
        CommandLine command = problem.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("pyrsia: " + Words.sentence(problem));
        if (problem instanceof UnmatchedArgumentException unmatched && Words.suggest(unmatched, err)) {
            return Exit.USAGE.code();
        }
        if (command.getSubcommands().isEmpty() || command.getCommandSpec().parent() == null) {
            err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        } else {
            command.usage(err);
        }
        return Exit.USAGE.code();
    }

    /// The command was understood and failed.
    static int report(Exception problem, CommandLine command, ParseResult parsed) {
        Failure failure = failure(problem);
        PrintWriter err = command.getErr();
        err.println("pyrsia: " + failure.sentence());
        if (!failure.hint().isEmpty()) {
            err.println(failure.hint());
        }
        if (isMistake(problem)) {
            problem.printStackTrace(err);
        }
        return failure.exit().code();
    }

    static Failure failure(Exception problem) {
        return switch (problem) {
            case Failure failure -> failure;
            case Malformed malformed -> new Failure(Exit.FAILED, malformed.reason());
            case NoSuchFileException missing -> new Failure(Exit.NOT_FOUND, "there is no " + missing.getFile());
            case AccessDeniedException denied -> new Failure(Exit.FAILED, "this user may not use " + denied.getFile());
            case FileAlreadyExistsException existing ->
                new Failure(Exit.FAILED, existing.getFile() + " exists already");
            case FileSystemException other ->
                new Failure(
                        Exit.FAILED, other.getFile() + ": " + (other.getReason() == null ? other : other.getReason()));
            case IOException other -> new Failure(Exit.FAILED, String.valueOf(other.getMessage()));
            case InterruptedException ignored -> new Failure(Exit.FAILED, "interrupted");
            default -> new Failure(Exit.FAILED, "a mistake in pyrsia itself, please report it: " + problem);
        };
    }

    private static boolean isMistake(Exception problem) {
        return problem instanceof RuntimeException;
    }

    /// For the help: every exit code and its meaning.
    static Map<String, String> exitCodes() {
        Map<String, String> codes = new LinkedHashMap<>();
        for (Exit exit : Exit.values()) {
            codes.put(" " + exit.code(), exit.meaning());
        }
        return codes;
    }
}
