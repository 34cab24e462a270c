package io.pyrsia.cli;

import io.pyrsia.cli.frame.Nearest;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// What is said about words that no command knows: which they are, and what is spelled nearly so.
final class Words {

    private Words() {}

    static String sentence(ParameterException problem) {
        if (problem instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            String word = unmatched.getUnmatched().getFirst();
            if (word.startsWith("-")) {
                return "there is no option '" + word + "'";
            }
            return problem.getCommandLine().getSubcommands().isEmpty()
                    ? "'" + word + "' is too much"
                    : "there is no command '" + word + "'";
        }
        String message = String.valueOf(problem.getMessage());
        return Character.toLowerCase(message.charAt(0)) + message.substring(1);
    }

    /// Prints what may have been meant; false if nothing is near.
    static boolean suggest(UnmatchedArgumentException unmatched, PrintWriter err) {
        String word = unmatched.getUnmatched().isEmpty()
                ? ""
                : unmatched.getUnmatched().getFirst();
        List<String> near = Nearest.of(word, known(unmatched.getCommandLine(), word.startsWith("-")));
        if (near.isEmpty()) {
            return false;
        }
        err.println("Did you mean " + String.join(" or ", near) + "?");
        return true;
    }

    private static List<String> known(CommandLine command, boolean options) {
        CommandSpec spec = command.getCommandSpec();
        List<String> known = new ArrayList<>();
        if (options) {
            for (OptionSpec option : spec.options()) {
                known.addAll(List.of(option.names()));
            }
        } else {
            known.addAll(spec.subcommands().keySet());
        }
        return known.stream().filter(name -> name.length() > 2).toList();
    }
}
